/** What a message may say of its looks: nothing that could place, cover, move or fetch anything (`threat:B9`). */
const PROPERTY =
  /^(color|background-color|font-(weight|style|size)|text-(align|decoration|transform)|vertical-align|white-space|line-height|direction|width|max-width|border(-(top|right|bottom|left|radius|collapse))?|padding(-(top|right|bottom|left))?)$/;
const VALUE = /^[a-z0-9#%.,() -]{1,60}$/i;
const FETCHES = /url|image|src|expression|var|env|attr/i;

/** Gives the elements their own looks, as objects and not as text: the page's policy allows no style attributes. */
export function applyOwnStyle(body: HTMLElement): void {
  for (const element of body.querySelectorAll<HTMLElement>('[data-style]')) {
    for (const declaration of (element.getAttribute('data-style') ?? '').split(';')) {
      const [property = '', value = ''] = declaration.split(':');
      if (PROPERTY.test(property) && VALUE.test(value) && !FETCHES.test(value)) element.style.setProperty(property, value);
    }
    element.removeAttribute('data-style');
  }
}

/** Whether a message brings colours along: then it needs the white paper that it was written on. */
export function hasColours(body: HTMLElement): boolean {
  return body.querySelector('[bgcolor], font[color], [data-style*="color"]') !== null;
}
