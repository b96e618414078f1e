import type { ChatPage } from '@app/contracts';
import { escapeHtml } from './escape-html.js';
import type { PanelFiles } from './widget-files.js';

/** The page of the frame: nothing but the panel's files and what the panel must know before it asks. */
export function framePage(page: ChatPage, files: PanelFiles): string {
  const styles = files.styles.map((name) => `<link rel="stylesheet" href="/widget-assets/${name}">`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="robots" content="noindex">
<title>${escapeHtml(page.inbox.name)}</title>
${styles}
<script type="module" src="/widget-assets/${files.script}"></script>
</head>
<body><div id="panel" data-page="${escapeHtml(JSON.stringify(page))}"></div></body>
</html>
`;
}

/**
 * What the frame may do in a browser, and which sites may embed it (`security.md` 12).
 *
 * @param origins of the inbox's settings; none: nobody may
 */
export function framePolicy(origins: readonly string[], publicSiteUrl: string): string {
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
    `frame-ancestors ${origins.length > 0 ? origins.join(' ') : `'none'`}`,
  ].join('; ');
}
