import { TRANSCRIPT_REFUSALS } from '@app/domain';
import { words } from '../src/words.js';

test.each(TRANSCRIPT_REFUSALS)('a visitor is told of %s in both languages', (code) => {
  expect([words('en').knows(code), words('ru').knows(code)]).toEqual([true, true]);
});
