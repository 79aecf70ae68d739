// A photo of a phone made small before it is sent: at most 1,280 px and 300 kB, upright, and without the camera's remarks
// (a canvas keeps none). The server makes it anew in any case.

const LONGEST = 1280;
const MOST_BYTES = 300_000;
const QUALITIES = [0.82, 0.72, 0.62, 0.5, 0.4, 0.3];

const draw = (picture, longest) => {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
};

const encode = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

/** `{ blob, url }`: the small photo, and an address to show it under. Rejects for what is no picture. */
export const shrink = async (file, shownWidth) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => createImageBitmap(file));
  let blob = null;
  for (const longest of [LONGEST, 960, 640]) {
    const canvas = draw(picture, longest);
    for (const quality of QUALITIES) {
      blob = await encode(canvas, quality);
      if (blob && blob.size <= MOST_BYTES) return { blob, url: draw(picture, shownWidth).toDataURL("image/jpeg", 0.7) };
    }
  }
  return { blob, url: draw(picture, shownWidth).toDataURL("image/jpeg", 0.7) };
};
