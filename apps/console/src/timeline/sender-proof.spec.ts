import { aMessage } from '../api/builders.js';
import { proofOf } from './sender-proof.js';

const verdict = (dmarc: string | null, proved: boolean) => ({ authentication: { spf: null, dkim: null, dmarc, proved } });

describe('proofOf', () => {
  test('a mail whose domain vouches for it is proved', () => {
    expect(proofOf(aMessage(verdict('pass', true)))).toBe('proved');
  });

  test('a mail that its domain disowns is shown as forged', () => {
    expect(proofOf(aMessage(verdict('fail', false)))).toBe('forged');
  });

  test('without a verdict nothing is claimed', () => {
    expect(proofOf(aMessage({ authentication: null }))).toBe('unproved');
    expect(proofOf(aMessage(verdict(null, false)))).toBe('unproved');
  });

  test('chats and our own messages carry no sign', () => {
    expect(proofOf(aMessage({ way: 'telegram' }))).toBeNull();
    expect(proofOf(aMessage({ kind: 'reply' }))).toBeNull();
  });
});
