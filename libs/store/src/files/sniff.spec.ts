import { sniff } from './sniff.js';

const typeOf = async (bytes: Buffer | string) => (await sniff(Buffer.from(bytes))).type;
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('a type by the first bytes', () => {
  test.each<[string, Buffer | string]>([
    ['image/png', PNG],
    ['image/gif', 'GIF89a\x01\x00\x01\x00\x00\x00\x00;'],
    ['application/pdf', '%PDF-1.7\n'],
    ['application/x-msdownload', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['application/x-elf', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['text/html', '<html><body>x'],
    ['text/html', ' \n<!-- a --><!DOCTYPE html PUBLIC "x"><p>'],
    ['text/html', '\ufeff<script>x</script>'],
    ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg">'],
    ['image/svg+xml', '<?xml version="1.0"?>\n<!-- a -->\n<svg>'],
    ['application/xml', '<?xml version="1.0"?><a/>'],
  ])('%s', async (type, bytes) => {
    expect(await typeOf(bytes)).toBe(type);
  });

  test.each(['', 'Hello', 'a < b and <c', 'From: a@b.test\r\n\r\nHello', '\0\0\0'])('%j is of no type that is known so', async (text) => {
    expect(await typeOf(text)).toBeNull();
  });

  test.each([
    PNG.subarray(0, 9),
    Buffer.from('PK\x03\x04'),
    Buffer.from('PK\x03\x04\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff', 'latin1'),
    Buffer.alloc(5_000, 0xff),
    Buffer.from('ID3'),
  ])('a broken file breaks nothing (%#)', async (bytes) => {
    await expect(sniff(bytes)).resolves.toMatchObject({ macros: false });
  });
});

describe('macros', () => {
  test('of a document in a zip, by the name of the part', async () => {
    const zip = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0\0\0', 'latin1'), Buffer.alloc(20), Buffer.from('word/vbaProject.bin')]);
    expect((await sniff(zip)).macros).toBe(true);
  });

  test('of an older document', async () => {
    const cfb = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('_VBA_PROJECT', 'utf16le')]);
    expect(await sniff(cfb)).toEqual({ type: 'application/x-cfb', macros: true });
  });

  test('words about macros are none', async () => {
    expect(await sniff(Buffer.from('the file vbaProject.bin'))).toEqual({ type: null, macros: false });
  });
});
