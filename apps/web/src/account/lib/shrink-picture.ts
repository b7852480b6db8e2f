/** More than the server makes of it, so that what it makes is sharp. */
const MAX_SIZE = 512;
const QUALITY = 0.92;

/**
 * Makes a small square picture of the middle of a file. A camera's own file would take long to send, and says where it
 * was taken.
 * @throws where the browser cannot read it as a picture.
 */
export async function shrinkPicture(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  try {
    return await toBlob(drawMiddle(bitmap));
  } finally {
    bitmap.close();
  }
}

function drawMiddle(bitmap: ImageBitmap): HTMLCanvasElement {
  const { width, height } = bitmap;
  const side = Math.min(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.min(side, MAX_SIZE);
  canvas.height = canvas.width;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser draws nothing');
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    bitmap,
    (width - side) / 2,
    (height - side) / 2,
    side,
    side,
    0,
    0,
    canvas.width,
    canvas.width,
  );
  return canvas;
}

/** A browser that writes no WebP writes a PNG instead. */
function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) =>
      blob === null ? reject(new Error('The picture is empty')) : resolve(blob);
    canvas.toBlob(take, 'image/webp', QUALITY);
  });
}
