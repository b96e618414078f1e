import { outgoingFileName } from './outgoing-file-name.js';

test.each([
  ['Счёт № 42.pdf', 'Счёт № 42.pdf'],
  ['report%20final.pdf', 'report final.pdf'],
  ['%D1%81%D1%87%D1%91%D1%82.pdf', 'счёт.pdf'],
  ['100% sure.pdf', '100% sure.pdf'],
  ['100%25ab.pdf', '100％ab.pdf'],
  ['bad%ff.pdf', 'bad％ff.pdf'],
  ["it's.pdf", "it's.pdf"],
  ["utf-8''x%41.pdf", 'utf-8’’xA.pdf'],
  ['..%2f..%2fetc%2fpasswd', 'passwd'],
  ['a%0d%0aX-Evil: 1.pdf', 'a X-Evil_ 1.pdf'],
  ['', 'attachment-2.pdf'],
])('%j goes as %j', (given, name) => {
  expect(outgoingFileName(given, 'application/pdf', 2)).toBe(name);
});
