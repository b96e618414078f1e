import { readdirSync, readFileSync } from 'node:fs';
import { splitReplyHtml } from '../src/reply/split-html.js';
import { splitReply } from '../src/reply/split-reply.js';

const CORPUS = new URL('../corpus/reply/', import.meta.url);
const NAMES = readdirSync(CORPUS).filter((file) => /\.(txt|html)$/.test(file));

type Expected = {
  /** Of the mail; '' where it does not matter. */
  readonly subject?: string;
  readonly replyText: string;
  readonly signature?: string;
};

/** Texts and HTML of answers and forwards, each named after the program, language or quirk it shows; its expectation beside it. */
test.each(NAMES)('new text is told from what it repeats and from the signature: %s (fail:P11, fail:P12)', (file) => {
  const content = readFileSync(new URL(file, CORPUS), 'utf8');
  const expected = JSON.parse(readFileSync(new URL(file.replace(/\.\w+$/, '.json'), CORPUS), 'utf8')) as Expected;
  const split = file.endsWith('.html') ? splitReplyHtml(content, expected.subject) : splitReply(content, expected.subject);
  const signature = expected.signature === undefined ? '' : (split.signature ?? '');
  expect({ replyText: written(split.replyText), signature: written(signature) }).toEqual({
    replyText: written(expected.replyText),
    signature: written(expected.signature ?? ''),
  });
});

test('nothing is lost: each line of a text is new, quoted or signature', () => {
  for (const file of NAMES.filter((name) => name.endsWith('.txt'))) {
    const content = readFileSync(new URL(file, CORPUS), 'utf8');
    const { replyText, quoted, signature } = splitReply(content);
    const lines = [replyText, quoted ?? '', signature ?? ''].flatMap(written);
    const delimiters = written(content).filter((line) => /^(--|—|_+|-{3,})$/.test(line));
    // Direction marks alone are no words.
    const words = written(content).filter((line) => /[^\p{Cf}]/u.test(line));
    expect([...lines, ...delimiters]).toEqual(expect.arrayContaining(words));
  }
});

/** The lines with words, without the spaces around them. */
function written(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}
