import { lookupId } from './lookup-id.js';

describe('the id by which a mail is found', () => {
  test('is its own', () => {
    expect(lookupId('<a@b>')).toBe('<a@b>');
  });

  test('is a digest where no index takes it: the same for the same id, another for another', () => {
    const long = `<${'漢'.repeat(900)}@x.test>`;
    expect(Buffer.byteLength(lookupId(long))).toBeLessThan(100);
    expect(lookupId(long)).toBe(lookupId(`${long}`));
    expect(lookupId(long)).not.toBe(lookupId(`${long}x`));
  });
});
