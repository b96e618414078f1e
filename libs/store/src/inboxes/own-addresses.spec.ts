import { isAmong } from './own-addresses.js';

describe('an address of ours', () => {
  const isOurs = isAmong(['Support@shop.test', 'a+b@shop.test', 'info@пример.рф']);

  test.each([
    'support@shop.test',
    'SUPPORT@Shop.Test',
    'support+abcdefghijklmnopqrstuvwxy2@shop.test',
    'a+b@shop.test',
    'info@xn--e1afmkfd.xn--p1ai',
    'info+x@пример.рф',
  ])('is %s', (address) => {
    expect(isOurs(address)).toBe(true);
  });

  test.each(['support@other.test', 'supporter@shop.test', 'a@shop.test', 'a+c@shop.test', '+@shop.test', 'shop.test', ''])(
    'is not %j',
    (address) => {
      expect(isOurs(address)).toBe(false);
    },
  );
});
