import { providerOfDomain } from '../providers/provider-of.js';
import { candidateOf } from './candidate.js';

test('some providers want a part of the address as the name', () => {
  const provider = providerOfDomain('icloud.com');
  const address = { address: 'ivan@icloud.com', local: 'ivan', domain: 'icloud.com' };
  expect(provider && candidateOf(provider, address, 'known-provider')).toMatchObject({
    imap: [{ user: 'ivan' }],
    smtp: [{ user: 'ivan@icloud.com' }],
    isVouchedFor: true,
  });
});
