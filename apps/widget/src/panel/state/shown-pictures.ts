/** What a browser shows by itself, and the panel as a picture. */
export function isPicture(contentType: string): boolean {
  return /^image\/(png|jpeg|gif|webp)$/.test(contentType);
}
