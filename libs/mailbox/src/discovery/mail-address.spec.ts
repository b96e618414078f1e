import { readMailAddress } from './mail-address.js';

describe('readMailAddress', () => {
  test.each([
    ['shop@example.test', 'shop@example.test'],
    ['  Shop@EXAMPLE.test. ', 'Shop@example.test'],
    ['The shop <shop@example.test>', 'shop@example.test'],
    ['mailto:shop@example.test', 'shop@example.test'],
    ['shop+new@example.test', 'shop+new@example.test'],
    ["o'neil@example.test", "o'neil@example.test"],
    ['магазин@example.test', 'магазин@example.test'],
    ['shop@почта.рф', 'shop@xn--80a1acny.xn--p1ai'],
    ['shop@faß.test', 'shop@xn--fa-hia.test'],
    ['shop@☕.test', 'shop@xn--53h.test'],
    ['shop@corp.local', 'shop@corp.local'],
  ])('%j is %s', (typed, address) => {
    expect(readMailAddress(typed)).toMatchObject({ address });
  });

  test.each([
    ['', 'address-unreadable'],
    ['shop', 'address-unreadable'],
    ['@example.test', 'address-unreadable'],
    ['shop@', 'address-unreadable'],
    ['a b@example.test', 'address-unreadable'],
    ['a@b@example.test', 'address-unreadable'],
    ['shop@exa mple.test', 'address-unreadable'],
    ['shop@example..test', 'address-unreadable'],
    ['shop@-example.test', 'address-unreadable'],
    ['shop@example.test/path', 'address-unreadable'],
    ['shop@example.test:993', 'address-unreadable'],
    ['shop@example.test?x', 'address-unreadable'],
    ['shop\r\nRCPT TO:<x>@example.test', 'address-unreadable'],
    [`${'x'.repeat(65)}@example.test`, 'address-unreadable'],
    [`shop@${'x'.repeat(64)}.test`, 'address-unreadable'],
    ['user@[1.2.3.4]', 'address-without-domain'],
    ['user@[IPv6:::1]', 'address-without-domain'],
    ['user@127.0.0.1', 'address-without-domain'],
    ['user@0x7f.1', 'address-without-domain'],
    ['user@localhost', 'address-local'],
    ['user@a.localhost', 'address-local'],
    ['user@intranet', 'address-local'],
  ])('%j is refused: %s', (typed, code) => {
    expect(readMailAddress(typed)).toMatchObject({ code });
  });
});
