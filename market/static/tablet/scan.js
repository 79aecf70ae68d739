// Reads codes with the camera where the browser can (BarcodeDetector); everywhere else people type.

import { el } from "./html.js";
import { ask, tell } from "./nav.js";
import { t } from "./words.js";

export const canScan = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices && navigator.mediaDevices.getUserMedia);

// Calls `found` with the text of each code; with `many` the camera stays open for the next one.
export const scan = async (title, found, many = false) => {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch (refused) {
    tell(t("Kamera tidak bisa dibuka. Ketik kodenya."), "bad");
    return;
  }
  const video = el("video", { muted: true, playsinline: true, autoplay: true });
  video.srcObject = stream;
  let last = "";
  let open = true;
  const stop = () => {
    open = false;
    stream.getTracks().forEach((track) => track.stop());
  };
  const close = ask(title, t("Kode terbaca sendiri begitu terlihat jelas."), [], video);
  const detector = new window.BarcodeDetector();
  const look = async () => {
    if (!video.isConnected) stop();
    if (!open) return;
    const codes = await detector.detect(video).catch(() => []);
    const text = codes.length ? codes[0].rawValue : "";
    if (text && text !== last) {
      last = text;
      setTimeout(() => (last = ""), 1500);
      if (!many) {
        stop();
        close();
      }
      found(text);
    }
    setTimeout(look, 200);
  };
  await video.play().catch(() => {});
  look();
};
