import type { ChatPage } from '@app/contracts';
import { panelPage } from './panel-page.js';
import type { PanelFiles } from './widget-files.js';

/** The page of the frame, with what the panel must know before it asks. */
export function framePage(page: ChatPage, files: PanelFiles): string {
  return panelPage(page.inbox.name, { page: JSON.stringify(page) }, files);
}

/**
 * What the frame may do in a browser, and which sites may embed it (`security.md` 12).
 *
 * No source of `frame-ancestors` means a page without an origin (CSP 3, 6.4.2): a file, an app's WebView with HTML of its own, a sandboxed
 * frame. So where such pages may embed the chat nothing is said of ancestors, and what is left is the panel's own question: it hears
 * nobody but the inbox's sites and pages of the origin `null`, and shows nothing until it is greeted.
 *
 * @param origins of the inbox's settings; none: nobody may
 * @param nullOrigin whether pages without an origin may, too
 */
export function framePolicy(origins: readonly string[], nullOrigin: boolean, publicSiteUrl: string): string {
  const sockets = new URL(publicSiteUrl).origin.replace(/^http/, 'ws');
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' blob:`,
    `font-src 'self'`,
    `connect-src 'self' ${sockets}`,
    `form-action 'none'`,
    `base-uri 'none'`,
    `object-src 'none'`,
    ...(nullOrigin ? [] : [`frame-ancestors ${origins.length > 0 ? origins.join(' ') : `'none'`}`]),
  ].join('; ');
}
