// Fetches changes page by page. Each page and its cursor are written together, so that a kill between loses nothing.

import * as api from "./api.js";
import { changed, keep, load, meta, setMeta, state } from "./state.js";
import { answer, inside } from "./store.js";

const PAGE = 500;
const MOST_PAGES = 400;

const apply = async (page, edition, again) => {
  const items = page.items.map((one) => ({ ...one, id: String(one.id), edition }));
  await inside(["rows", "meta"], "readwrite", (open) => {
    const store = open("rows");
    for (const one of items) {
      if (one.deleted) store.delete([one.resource, one.id]);
      else store.put(one);
    }
    open("meta").put(page.next, "cursor");
    open("meta").put(page.has_more ? null : page.etag, "etag");
    if (again) open("meta").put(again, "renewing");
  });
  for (const one of items) {
    if (one.deleted) (state.rows.get(one.resource) || new Map()).delete(one.id);
    else keep(one);
  }
  state.meta.set("cursor", page.next);
  state.meta.set("etag", page.has_more ? null : page.etag);
  if (items.length) changed("rows");
};

// After a pull from nothing, what the server no longer told of is gone; what was done here is not touched.
const sweep = async (edition) => {
  await inside(["rows", "meta"], "readwrite", async (open) => {
    const request = open("rows").openCursor();
    await new Promise((done, failed) => {
      request.onerror = () => failed(request.error);
      request.onsuccess = () => {
        const place = request.result;
        if (!place) return done();
        if (place.value.edition !== edition) place.delete();
        return place.continue();
      };
    });
    await answer(open("meta").put(null, "renewing"));
  });
  await load();
  changed("rows");
};

const begin = async () => {
  const edition = (meta("edition") || 0) + 1;
  await setMeta({ cursor: null, etag: null, edition, renewing: edition });
};

export const pull = async (token) => {
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    let page;
    try {
      page = await api.changes(token, { after: meta("cursor"), limit: PAGE, etag: pages === 0 ? meta("etag") : null });
    } catch (problem) {
      if (problem.code !== "cursor_expired") throw problem;
      await begin();
      continue;
    }
    if (page === null) return true;
    await apply(page, meta("edition") || 0, meta("renewing"));
    if (!page.has_more) break;
  }
  if (meta("renewing")) await sweep(meta("renewing"));
  return true;
};
