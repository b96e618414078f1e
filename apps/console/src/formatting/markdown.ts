import MarkdownIt from 'markdown-it';
import ins from 'markdown-it-ins';

/** Only what Telegram can show: no headings, lists or pictures, and no HTML of the agent's own. */
const reader = new MarkdownIt('zero', { html: false, breaks: true })
  .enable(['emphasis', 'strikethrough', 'backticks', 'link', 'fence', 'blockquote', 'newline', 'balance_pairs', 'fragments_join'])
  .use(ins);

const { rules } = reader.renderer;
// Two signs are a mark; one is what people write: 2 * 3 * 4, snake_case.
rules['em_open'] = rules['em_close'] = (tokens, at) => tokens[at]?.markup ?? '';
rules['strong_open'] = (tokens, at) => (tokens[at]?.markup === '__' ? '<i>' : '<b>');
rules['strong_close'] = (tokens, at) => (tokens[at]?.markup === '__' ? '</i>' : '</b>');
rules['ins_open'] = () => '<u>';
rules['ins_close'] = () => '</u>';
rules['softbreak'] = rules['hardbreak'] = () => '<br>';

const PLAIN = new Set(['paragraph_open', 'paragraph_close', 'inline', 'text', 'softbreak', 'hardbreak', 'em_open', 'em_close']);

/** A quote ends where its signs end, as people see it; Markdown would go on with the next line. */
const QUOTE_ENDS = /^( {0,3}>.*)\n(?! {0,3}>|\s*$)/gm;

/** The text as HTML; null where no mark in it means anything. */
export function htmlOf(text: string): string | null {
  const tokens = reader.parse(text.replace(QUOTE_ENDS, '$1\n\n'), {});
  const isPlain = tokens.every(({ type, children }) => PLAIN.has(type) && (children ?? []).every((one) => PLAIN.has(one.type)));
  return isPlain ? null : reader.renderer.render(tokens, reader.options, {}).trim();
}
