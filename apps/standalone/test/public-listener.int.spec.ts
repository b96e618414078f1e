import { Log, PlatformConfig, Service } from '@app/service';
import { Inboxes, type OpenedPlatform, openPlatform } from '@app/store';
import { aTeam, freePort, openProductDatabase, startBotApi, tempDir } from '@app/testing';
import { StandalonePublicModule } from '../src/standalone.module.js';

test('one listener serves customers of every app: updates of bots come as bytes, all else as it is', async () => {
  const [product, api] = await Promise.all([openProductDatabase(), startBotApi()]);
  const folder = tempDir('standalone');
  const [PORT, PUBLIC_PORT] = [String(await freePort()), String(await freePort())];
  const config = PlatformConfig.parse({ DATABASE_URL: product.database.url, OTKLIK_DATA: folder.path, PORT, PUBLIC_PORT });
  let platform: OpenedPlatform | null = null;
  const open = async (settings: PlatformConfig, name: string) => (platform = await openPlatform(settings, name));
  const options = { name: 'standalone', config: PlatformConfig, open, modules: [], publicModules: [StandalonePublicModule] };
  const service = await Service.start(options, config, Log.open({ service: 'standalone', level: 'silent' }));
  try {
    const inboxes = platform!.providers.find(({ provide }) => provide === Inboxes)?.useValue as Inboxes;
    const teamId = await aTeam(product.store);
    const [settings, secrets] = [{ apiRoot: api.url, intake: 'webhook' as const }, { token: api.bot().token }];
    const inbox = await product.store.transaction((tx) =>
      inboxes.create(tx, { channel: 'telegram', name: 'bot', teamId, settings, secrets }),
    );
    const secret = (await inboxes.openOne('telegram', inbox)).secrets.webhookSecret ?? '';
    const site = `http://127.0.0.1:${PUBLIC_PORT}`;
    const json = { 'content-type': 'application/json' };
    const bring = (headers: Record<string, string>) =>
      fetch(`${site}/telegram/${inbox}`, { method: 'POST', headers: { ...json, ...headers }, body: '{"update_id":1}' });
    expect((await bring({ 'x-telegram-bot-api-secret-token': secret })).status).toBe(200);
    expect((await bring({})).status).toBe(401);
    // The web chat reads JSON as before.
    const session = await fetch(`${site}/chat/v1/sessions`, {
      method: 'POST',
      headers: { ...json, origin: config.PUBLIC_SITE_URL },
      body: '{}',
    });
    expect([session.status, ((await session.json()) as { code: string }).code]).toEqual([400, 'invalid-input']);
    expect((await fetch(`${site}/telegram/${inbox}`)).status).toBe(404);
  } finally {
    await service.stop();
    await api.close();
    await product.close();
    folder.remove();
  }
});
