import { FaultProxy } from '@app/testing';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

test('fault:M20 while the bus is away the browser is told to keep its message; sent again later it is one message', async () => {
  let proxy: FaultProxy | null = null;
  const chat = await WebchatUnderTest.start({}, async (target) => (proxy = await FaultProxy.start(target)).endpoint);
  const client = await VisitorClient.hello(chat.site, (await chat.openSession()).token);
  await client.say('before');
  await client.sees('before');

  proxy!.set(() => 'cut');
  proxy!.cutAll();
  const clientId = crypto.randomUUID();
  client.send({ send: { clientId, text: 'while it is away' } });
  const told = await client.error('bus-away');
  expect(told).toMatchObject({ clientId, text: 'The message bus cannot be reached.' });
  expect(told.retryAfterMs).toBeGreaterThan(0);

  proxy!.heal();
  await client.say('while it is away', clientId);
  await client.sees('while it is away');
  expect(client.texts).toEqual(['before', 'while it is away']);
  client.close();
  await chat.close();
  await proxy!.stop();
});
