import { withWords } from '../words/words.js';

/** Where answers are written is not on the first page: it is fetched once that stands, or together with the first ticket. */
export function fetchComposer() {
  return withWords('writing', import('./composer.js'));
}
