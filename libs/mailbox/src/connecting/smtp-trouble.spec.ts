import { smtpTrouble } from './smtp-trouble.js';

const failing = (fields: object) => Object.assign(new Error('x'), fields);

describe('smtpTrouble', () => {
  test.each([
    ['a refused password', { code: 'EAUTH', responseCode: 535 }, 'smtp-login-refused', true],
    ['no password that fits', { code: 'EAUTH' }, 'smtp-login-refused', true],
    ['a login server that is down', { code: 'EAUTH', responseCode: 454 }, 'smtp-login-later', false],
    ['no STARTTLS', { code: 'ETLS' }, 'smtp-tls-failed', true],
    ['a certificate that does not hold', { code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'smtp-tls-failed', true],
    ['nobody listens', { code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'smtp-away', false],
    ['silence', { code: 'ETIMEDOUT' }, 'smtp-away', false],
  ])('%s', (_, fields, code, isLasting) => {
    expect(smtpTrouble(failing(fields))).toMatchObject({ reason: { code }, isLasting });
  });
});
