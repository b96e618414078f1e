import { saysMoreThanText } from './says-more-than-text.js';

test.each(['', 'Hello', '<div>Hello<br>Ivan</div>', '<p><span>Hello</span></p>', '1 < 2'])('%s says no more than its text', (html) => {
  expect(saysMoreThanText(html)).toBe(false);
});

test.each([
  '<p>Pay <b>now</b></p>',
  '<table><tr><td>1</td></tr></table>',
  '<img src="x">',
  '<ul><li>a</li></ul>',
  '<a href="https://x.test">here</a>',
])('%s says more than its text', (html) => {
  expect(saysMoreThanText(html)).toBe(true);
});
