/** Brings a message into sight and says which it is. @returns false where it is not on the page */
export function showMessage(id: string): boolean {
  const card = document.getElementById(id);
  if (!card) return false;
  card.scrollIntoView({ block: 'center' });
  card.focus({ preventScroll: true });
  card.animate([{ outline: '3px solid var(--accent)' }, { outline: '3px solid transparent' }], { duration: 1_600, easing: 'ease-in' });
  return true;
}
