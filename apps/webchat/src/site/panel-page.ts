import { escapeHtml } from './escape-html.js';
import type { PanelFiles } from './widget-files.js';

/**
 * A page with nothing but the panel's files, and what is told it.
 *
 * @param told by the names of its place's `data-` attributes
 */
export function panelPage(title: string, told: Readonly<Record<string, string>>, { script, styles }: PanelFiles): string {
  const data = Object.entries(told).map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
${styles.map((name) => `<link rel="stylesheet" href="/widget-assets/${name}">`).join('')}
<script type="module" src="/widget-assets/${script}"></script>
</head>
<body><div id="panel"${data.join('')}></div></body>
</html>
`;
}
