import styles from './styles.css?inline';

const TALK = 'm3 21 1.8-5A8.5 8.5 0 1 1 8.4 19.3Z';
const SHUT = 'm5 9 7 7 7-7';

/**
 * What the widget puts on the site's page: one element with a shadow root, in which nothing of the site's styles reaches,
 * and in it the launcher with its badge, and a notice.
 */
export type Dom = {
  readonly host: HTMLElement;
  readonly body: HTMLElement;
  readonly launcher: HTMLButtonElement;
  readonly badge: HTMLElement;
  readonly notice: HTMLElement;
  /** Adds style to our own. What was added before goes. */
  dress(more: string): void;
};

/** @param nonce for a browser that knows `style` elements alone */
export function buildDom(nonce = ''): Dom {
  const host = document.createElement('otklik-widget');
  const root = host.attachShadow({ mode: 'open' });
  const write = writer(root, nonce);
  const dress = (more: string): void => write(styles + more);
  dress('');
  const body = add(root, 'div');
  const launcher = add(body, 'button');
  drawIcon(launcher, TALK);
  drawIcon(launcher, SHUT);
  const badge = add(launcher, 'b');
  const notice = add(body, 'p');
  notice.role = 'status';
  return { host, body, launcher, badge, notice, dress };
}

function writer(root: ShadowRoot, nonce: string): (css: string) => void {
  try {
    const sheet = new CSSStyleSheet();
    root.adoptedStyleSheets = [sheet];
    return (css) => sheet.replaceSync(css);
  } catch {
    const style = add(root, 'style');
    style.nonce = nonce;
    return (css) => (style.textContent = css);
  }
}

function add<Tag extends keyof HTMLElementTagNameMap>(parent: Node, tag: Tag): HTMLElementTagNameMap[Tag] {
  return parent.appendChild(document.createElement(tag));
}

function drawIcon(parent: Node, path: string): void {
  const draw = (within: Node, tag: string, name: string, value: string): Node => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    element.setAttribute(name, value);
    return within.appendChild(element);
  };
  draw(draw(parent, 'svg', 'viewBox', '0 0 24 24'), 'path', 'd', path);
}
