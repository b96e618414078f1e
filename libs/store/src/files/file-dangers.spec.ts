import { dangersOf, playedAs, shownAs } from './file-dangers.js';
import { NOT_SNIFFED } from './sniff.js';

const dangers = (filename: string, contentType = 'application/octet-stream', type: string | null = null, macros = false) =>
  dangersOf({ filename, contentType, sniffed: { type, macros } });

describe('what is marked as dangerous', () => {
  test.each([
    'setup.exe',
    'SETUP.EXE',
    'a.com',
    'a.scr',
    'a.pif',
    'a.cpl',
    'a.msi',
    'a.jar',
    'a.apk',
    'a.dmg',
    'a.iso',
    'a.img',
    'a.vhdx',
    'a.exe.',
    'a.exe  ',
    'a.ｅｘｅ',
    'a.e\u200bxe',
  ])('%s runs', (filename) => {
    expect(dangers(filename)).toContain('executable');
  });

  test.each([
    'a.bat',
    'a.cmd',
    'a.ps1',
    'a.vbs',
    'a.js',
    'a.jse',
    'a.wsf',
    'a.hta',
    'a.lnk',
    'a.url',
    'a.reg',
    'a.chm',
    'a.sh',
    'a.py',
    'a.one.bat',
    'a.settingcontent-ms',
  ])('%s is a script', (filename) => {
    expect(dangers(filename)).toContain('script');
  });

  test.each(['a.docm', 'a.xlsm', 'a.pptm', 'a.xlam', 'a.dotm', 'a.xlsb'])('%s may bring macros', (filename) => {
    expect(dangers(filename, undefined, 'application/zip')).toEqual(['macros']);
  });

  test('macros inside a document that does not say so', () => {
    expect(dangers('a.doc', 'application/msword', 'application/x-cfb', true)).toEqual(['macros']);
    expect(dangers('a.docx', 'application/vnd.ms-word.document.macroEnabled.12', 'application/zip')).toEqual(['macros']);
  });

  test.each(['a.html', 'a.htm', 'a.svg', 'a.mht', 'a.xhtml'])('%s is a page', (filename) => {
    expect(dangers(filename)).toEqual(['page']);
  });

  test.each(['invoice.pdf.exe', 'photo.jpg        .scr', 'счёт.docx.js', 'a.pdf_.exe', 'scan.png.html'])(
    '%s has two extensions',
    (filename) => {
      expect(dangers(filename)).toContain('double-extension');
    },
  );

  test.each([
    ['photo.jpg', 'image/jpeg', 'application/x-msdownload', ['executable', 'disguised']],
    ['invoice.pdf', 'application/pdf', 'text/html', ['page', 'disguised']],
    ['invoice.pdf', 'application/pdf', 'application/zip', ['disguised']],
    ['photo.png', 'image/png', null, ['disguised']],
    ['photo.png', 'image/png', 'image/svg+xml', ['page', 'disguised']],
    ['a.docx', 'application/octet-stream', 'application/pdf', ['disguised']],
    ['notes.txt', 'text/plain', 'application/x-elf', ['executable', 'disguised']],
    ['a.xls', 'application/vnd.ms-excel', 'text/html', ['page', 'disguised']],
  ])('%s as %s that is %s: %s', (filename, declared, type, expected) => {
    expect(dangers(filename, declared, type)).toEqual(expected);
  });

  test('threat:B15 a name that turns its reading direction', () => {
    expect(dangers('invoice\u202Efdp.exe')).toEqual(expect.arrayContaining(['executable', 'reordered-name']));
    expect(dangers('photo\u202Egnp.jpg', 'image/jpeg', 'image/jpeg')).toEqual(['reordered-name']);
  });
});

test.each([
  ['a.pdf', 'application/pdf', 'application/pdf'],
  ['a.png', 'image/png', 'image/png'],
  ['a.jpg', 'image/jpeg', 'image/webp'],
  ['a.docx', 'application/octet-stream', 'application/zip'],
  ['a.xlsx', 'application/octet-stream', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['a.docx', 'application/octet-stream', 'application/x-cfb'],
  ['a.zip', 'application/zip', 'application/zip'],
  ['a.tar.gz', 'application/gzip', 'application/gzip'],
  ['notes.v2.txt', 'text/plain', null],
  ['report.2026.01.05.csv', 'text/csv', null],
  ['mail.eml', 'message/rfc822', null],
  ['invite.ics', 'text/calendar', null],
  ['Договор № 5.pdf', 'application/pdf', 'application/pdf'],
  ['noextension', 'application/octet-stream', null],
  ['', 'application/octet-stream', null],
])('%s as %s that is %s is ordinary', (filename, declared, type) => {
  expect(dangers(filename, declared, type)).toEqual([]);
});

test('threat:B7 in place only what its bytes prove to be a picture', () => {
  expect(['image/png', 'image/jpeg', 'image/gif', 'image/webp'].map(shownAs)).toEqual([
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp',
  ]);
  expect(['image/svg+xml', 'text/html', 'application/pdf', 'image/tiff', NOT_SNIFFED.type].map(shownAs)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('threat:B7 played only what its bytes prove to be sound or a film', () => {
  expect(['audio/ogg; codecs=opus', 'audio/mpeg', 'video/mp4', 'video/webm'].map(playedAs)).toEqual([
    'audio/ogg; codecs=opus',
    'audio/mpeg',
    'video/mp4',
    'video/webm',
  ]);
  expect(['image/png', 'text/html', 'audio/x\r\nx-evil: 1', null].map(playedAs)).toEqual([null, null, null, null]);
});
