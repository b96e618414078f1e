const nonce = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';

/** The nonce under which this page may write style elements: the desk puts it into the page's head. */
export function styleNonce(): string {
  return nonce;
}

/**
 * Tells it to the libraries below Mantine that write style elements of their own (react-style-singleton, behind dialogs
 * that lock the page's scrolling): they look for this global.
 */
Object.assign(globalThis, { __webpack_nonce__: nonce });
