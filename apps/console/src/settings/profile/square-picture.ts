/** Twice what is shown at most, for dense screens. */
const SIDE_PIXELS = 256;

/**
 * The middle of a picture as a small square: what is uploaded, so that nothing of the original (its size, where it was taken) leaves the
 * browser. Turned as the camera meant it; what is transparent becomes white.
 *
 * @returns WebP, or PNG where the browser cannot write that
 * @throws where the file is no picture that the browser can read
 */
export async function squarePicture(file: Blob): Promise<Blob> {
  const source = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const side = Math.min(source.width, source.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE_PIXELS;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, SIDE_PIXELS, SIDE_PIXELS);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, (source.width - side) / 2, (source.height - side) / 2, side, side, 0, 0, SIDE_PIXELS, SIDE_PIXELS);
  source.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/webp', 0.9);
  });
}
