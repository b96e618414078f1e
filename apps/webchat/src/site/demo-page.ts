import type { Language } from '@app/service';
import { DEMO_TEXTS, type DemoTexts } from './demo-texts.js';
import { escapeHtml } from './escape-html.js';

export type DemoShop = {
  /** Origin of the widget. */
  readonly site: string;
  /** The web chat that may be embedded here; null: there is none. */
  readonly inbox: { readonly id: string; readonly colour: string } | null;
  /** Origin of this very page. */
  readonly origin: string;
  readonly language: Language;
};

/** What a site must allow for the widget, and nothing else. */
export function demoPolicy(site: string): string {
  return [
    `default-src 'none'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `script-src ${site}`,
    `frame-src ${site}`,
    `connect-src ${site}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

export function demoPage({ site, inbox, origin, language }: DemoShop): string {
  const texts = DEMO_TEXTS[language];
  const widget =
    inbox === null ? '' : `<script async src="${site}/widget.js" data-inbox="${inbox.id}" data-colour="${inbox.colour}"></script>`;
  const notice = inbox === null ? `<p class="notice" role="status">${escapeHtml(texts.noChat.replace('{origin}', origin))}</p>` : '';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(texts.shop)}</title>
<link rel="stylesheet" href="/widget-assets/demo.css">
<link rel="icon" href="/widget-assets/demo-bread.svg">
${widget}
</head>
<body>
${notice}
<header>
  <a class="brand" href="#"><img src="/widget-assets/demo-bread.svg" alt="" width="38" height="38">${escapeHtml(texts.shop)}</a>
  <nav>${texts.menu.map((item) => `<a href="#goods">${escapeHtml(item)}</a>`).join('')}</nav>
</header>
<main>
  <section class="lead">
    <img src="/widget-assets/demo-bread.svg" alt="" width="320" height="240">
    <h1>${escapeHtml(texts.title)}</h1>
    <p>${escapeHtml(texts.lead)}</p>
    <a class="button" href="#goods">${escapeHtml(texts.choose)}</a>
  </section>
  <section class="goods" id="goods">
    <h2>${escapeHtml(texts.today)}</h2>
    <ul>${texts.goods.map(card).join('')}</ul>
  </section>
  <section class="facts">${texts.facts.map(([head, text]) => `<div><h3>${escapeHtml(head)}</h3><p>${escapeHtml(text)}</p></div>`).join('')}</section>
</main>
<footer><p>${escapeHtml(texts.footer)}</p></footer>
</body>
</html>
`;
}

function card({ picture, name, about, price }: DemoTexts['goods'][number]): string {
  return `<li>
  <img src="/widget-assets/demo-${picture}.svg" alt="" width="160" height="120">
  <h3>${escapeHtml(name)}</h3>
  <p>${escapeHtml(about)}</p>
  <b>${escapeHtml(price)}</b>
</li>`;
}
