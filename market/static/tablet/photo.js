// Makes a photo small before it is kept: at most 1,280 px and 300 kB, without the place and the camera in it.

export const EDGE = 1280;
export const MOST_BYTES = 300 * 1024;

const toBlob = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

// Resolves to {blob, canvas}; throws when the file is no picture.
export const shrink = async (file) => {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  let blob = null;
  for (const quality of [0.82, 0.7, 0.58, 0.46, 0.34]) {
    blob = await toBlob(canvas, quality);
    if (blob.size <= MOST_BYTES) break;
  }
  return { blob, canvas };
};
