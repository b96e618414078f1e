import { type Mark, marked } from './marks.js';

/** `[` and `]` are where the selection begins and ends; `|` an empty one. */
function parse(shown: string): [text: string, from: number, to: number] {
  const from = shown.search(/[«|]/);
  const text = shown.replace(/[«»|]/g, '');
  return [text, from, shown.includes('|') ? from : shown.indexOf('»') - 1];
}

function after(shown: string, mark: Mark): string {
  const [text, start, end] = parse(shown);
  const { from, to, insert, select } = marked(text, start, end, mark);
  const made = text.slice(0, from) + insert + text.slice(to);
  const [first, last] = select;
  return first === last
    ? `${made.slice(0, first)}|${made.slice(first)}`
    : `${made.slice(0, first)}«${made.slice(first, last)}»${made.slice(last)}`;
}

test.each<[string, string, Mark, string]>([
  ['what is selected is marked and stays selected', 'say «hello» now', 'bold', 'say **«hello»** now'],
  ['the mark stands at the word, not at the space beside it', 'say «hello »now', 'italic', 'say __«hello»__ now'],
  ['a mark around the selection is taken away', 'say **«hello»** now', 'bold', 'say «hello» now'],
  ['a mark in the selection is taken away', 'say «++hello++» now', 'underline', 'say «hello» now'],
  ['with nothing selected one writes between two marks', 'say |', 'strike', 'say ~~|~~'],
  ['and with both marks around the caret they go again', 'say ~~|~~', 'strike', 'say |'],
  ['code of several lines is a block', '«a\nb»', 'code', '```\n«a\nb»\n```'],
  ['code in a line has one sign', '«a»', 'code', '`«a»`'],
  ['whole lines are quoted', 'one\ntw«o\nthr»ee', 'quote', 'one\n«> two\n> three»'],
  ['quoted lines are quoted no longer', '«> two\n> three»', 'quote', '«two\nthree»'],
  ['a line is quoted from anywhere in it', 'on|e', 'quote', '> one|'],
  ['words become a link, whose address is to be written', 'see «here»', 'link', 'see [here](«https://»)'],
  ['an address becomes a link, whose words are to be written', '«https://a.test»', 'link', '[|](https://a.test)'],
])('%s', (_rule, before, mark, wanted) => {
  expect(after(before, mark)).toBe(wanted);
});
