import styles from './styles.css?inline';

const TALK = 'm3 21 1.8-5A8.5 8.5 0 1 1 8.4 19.3Z';
const SHUT = 'm5 9 7 7 7-7';

/**
 * What the widget puts on the site's page: one element with a shadow root, in which nothing of the site's styles reaches,
 * and in it the launcher with its badge, and a notice.
 */
export type Dom = { host: HTMLElement; body: HTMLElement; launcher: HTMLButtonElement; badge: HTMLElement; notice: HTMLElement };

export function buildDom(): Dom {
  const host = document.createElement('otklik-widget');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  const body = add(root, 'div');
  const launcher = add(body, 'button');
  drawIcon(launcher, TALK);
  drawIcon(launcher, SHUT);
  const badge = add(launcher, 'b');
  const notice = add(body, 'p');
  notice.role = 'status';
  return { host, body, launcher, badge, notice };
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
