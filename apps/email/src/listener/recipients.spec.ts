import { DeskError } from '@app/domain';
import { Recipients } from './recipients.js';

describe('who may be written to', () => {
  let rows: { id: string; address: string }[] | Error;
  let asked: number;
  let time: number;
  let recipients: Recipients;

  beforeEach(() => {
    rows = [
      { id: 'a', address: 'Support@shop.test' },
      { id: 'b', address: 'sales+ru@shop.test' },
      { id: 'c', address: 'support@shop.test' },
    ];
    asked = 0;
    time = 0;
    const mailAddresses = async () => {
      asked += 1;
      if (rows instanceof Error) throw rows;
      return rows;
    };
    recipients = new Recipients({ mailAddresses }, () => time);
  });

  test.each([
    ['support@shop.test', ['a', 'c']],
    ['SUPPORT@SHOP.TEST', ['a', 'c']],
    ['support+t0ken@shop.test', ['a', 'c']],
    ['support+a+b@shop.test', ['a', 'c']],
    ['sales+ru@shop.test', ['b']],
    ['sales@shop.test', []],
    ['sales+ru+x@shop.test', []],
    ['xsupport@shop.test', []],
    ['support@sub.shop.test', []],
    ['support', []],
    ['', []],
  ])('%s', async (address, inboxes) => {
    expect(await recipients.inboxesOf(address)).toEqual(inboxes);
  });

  test('many who ask at once are one look; a list grows old', async () => {
    await Promise.all([1, 2, 3].map(() => recipients.inboxesOf('support@shop.test')));
    expect(asked).toBe(1);
    time = 2_001;
    rows = [];
    expect(await recipients.inboxesOf('support@shop.test')).toEqual([]);
    expect(asked).toBe(2);
  });

  test('while the database is away the list of before goes on (`fault:M25`)', async () => {
    await recipients.inboxesOf('support@shop.test');
    time = 60_000;
    rows = new DeskError('unavailable', 'database-away', 'away');
    expect(await recipients.inboxesOf('support@shop.test')).toEqual(['a', 'c']);
  });

  test('without a list, and when it is a bug, it says so', async () => {
    rows = new DeskError('unavailable', 'database-away', 'away');
    await expect(recipients.inboxesOf('support@shop.test')).rejects.toThrow('away');
    rows = [{ id: 'a', address: 'support@shop.test' }];
    expect(await recipients.inboxesOf('support@shop.test')).toEqual(['a']);
    time = 60_000;
    rows = new TypeError('bug');
    await expect(recipients.inboxesOf('support@shop.test')).rejects.toThrow('bug');
  });
});
