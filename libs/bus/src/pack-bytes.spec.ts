import { packBytes } from './pack-bytes.js';

describe('packed bytes', () => {
  test('stand one after the other; each is found by its start, as substring counts; what is not there has none', () => {
    const { bytes, starts } = packBytes([Buffer.from('one'), null, Buffer.alloc(0), Buffer.from([0, 255])]);
    expect(bytes).toEqual(Buffer.from([...Buffer.from('one'), 0, 255]));
    expect(starts).toEqual([1, null, 4, 4]);
  });
});
