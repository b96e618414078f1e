import { once } from 'node:events';
import { createServer } from 'node:net';
import { eventually, freePort } from '@app/testing';
import { WebSocket } from 'ws';
import { loadConfig } from '../src/load-config.js';
import { Log } from '../src/log.js';
import type { HealthCheck, Platform } from '../src/platform.js';
import { PlatformConfig } from '../src/platform-config.js';
import { checkPorts } from '../src/port-in-use.js';
import { Service } from '../src/service.js';
import { ProbeModule, ProbePublicModule } from './probe.module.js';
import { ProbeTransport } from './probe-transport.js';

type Started = { service: Service; transport: ProbeTransport; staff: string; site: string; closed: () => boolean };

async function start(checks: readonly HealthCheck[] = [], env: Record<string, string> = {}): Promise<Started> {
  const [PORT, PUBLIC_PORT] = [String(await freePort()), String(await freePort())];
  const config = loadConfig(PlatformConfig, {
    DATABASE_URL: 'postgres://a:b@localhost:1/x',
    PORT,
    PUBLIC_PORT,
    LOG_LEVEL: 'silent',
    ...env,
  });
  const transport = new ProbeTransport();
  let closed = false;
  const platform: Platform = {
    providers: [],
    transport,
    checks,
    gauges: [
      {
        name: 'otklik_bus_lag',
        help: 'Events not yet read',
        labels: ['group'],
        read: async () => [{ labels: { group: 'router' }, value: 3 }],
      },
    ],
    close: async () => {
      closed = true;
    },
  };
  const log = Log.open({ service: 'probe', level: 'silent' });
  const options = {
    name: 'probe',
    config: PlatformConfig,
    open: async () => platform,
    modules: [ProbeModule],
    publicModules: [ProbePublicModule],
  };
  const service = await Service.start(options, config, log);
  return {
    service,
    transport,
    staff: `http://127.0.0.1:${config.PORT}`,
    site: `http://127.0.0.1:${config.PUBLIC_PORT}`,
    closed: () => closed,
  };
}

let running: Started;
afterEach(() => running.service.stop());

describe('a service', () => {
  test('serves staff and customers on two ports, each its own routes', async () => {
    running = await start();
    expect(await (await fetch(`${running.staff}/where`)).json()).toEqual({
      url: `http://localhost:${new URL(running.staff).port}`,
      year: expect.any(Number),
    });
    expect(await (await fetch(`${running.site}/widget.js`)).text()).toBe('widget');
    expect((await fetch(`${running.site}/where`)).status).toBe(404);
    expect((await fetch(`${running.site}/metrics`)).status).toBe(404);
    expect((await fetch(`${running.staff}/widget.js`)).status).toBe(404);
  });

  test('a handler of events sees its data, and its error reaches the bus as it was thrown', async () => {
    running = await start();
    expect(running.transport.listening).toBe(true);
    expect(await running.transport.deliver('ticket.opened.v1', 'hello')).toBe('hello');
    await expect(running.transport.deliver('ticket.opened.v1', 'refused')).rejects.toMatchObject({
      name: 'DeskError',
      fault: 'unavailable',
      code: 'database-away',
    });
  });

  test('a refused body names every field', async () => {
    running = await start();
    const answer = await fetch(`${running.staff}/tickets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"subject":"","capacity":0}',
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({
      code: 'invalid-input',
      errors: [
        { field: 'subject', code: 'too-small' },
        { field: 'capacity', code: 'too-small' },
      ],
    });
  });

  test('a query key that nobody knows is an error, and known ones are made what the schema says', async () => {
    running = await start();
    expect(await (await fetch(`${running.staff}/tickets?limit=7`)).json()).toEqual({ limit: 7 });
    const answer = await fetch(`${running.staff}/tickets?limt=7`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ code: 'unrecognized-keys' }] });
  });

  test.each([
    ['ticket-changed', 409, '/closed', {}],
    ['not-found', 404, '/nowhere', {}],
    ['unreadable-body', 400, '/tickets', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":' }],
    ['unsupported-media-type', 415, '/tickets', { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a;b' }],
    [
      'body-too-large',
      413,
      '/tickets',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: `"${'x'.repeat(5_000_000)}"` },
    ],
    ['bug', 500, '/broken', {}],
  ])('%s is a problem with status %i', async (code, status, path, init) => {
    running = await start();
    const answer = await fetch(running.staff + path, init);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ type: `urn:otklik:error:${code}`, status, code, requestId: expect.any(String) });
  });

  test('every answer carries strict headers, errors too; HSTS only where the outside address is https', async () => {
    running = await start([], { PUBLIC_SITE_URL: 'https://chat.shop.test' });
    for (const path of ['/page', '/nowhere']) {
      const { headers } = await fetch(running.staff + path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('strict-transport-security')).toBeNull();
    }
    expect((await fetch(`${running.site}/widget.js`)).headers.get('strict-transport-security')).toContain('max-age');
  });
});

describe('health', () => {
  const inboxes: HealthCheck = {
    name: 'inboxes',
    kind: 'health',
    check: async () => ({
      ok: false,
      detail: '1 of 2 failing',
      parts: [{ name: 'support', ok: false, state: 'failing', reason: { code: 'database-away', params: {} } }],
    }),
  };

  test('an inbox that fails is named for people and takes nobody out of service', async () => {
    running = await start([inboxes, { name: 'database', kind: 'ready', check: async () => ({ ok: true, detail: 'answers' }) }]);
    expect((await fetch(`${running.staff}/readyz`)).status).toBe(200);
    const health = await (await fetch(`${running.staff}/healthz`, { headers: { 'accept-language': 'ru' } })).json();
    expect(health).toMatchObject({
      ok: false,
      checks: [
        { name: 'inboxes', parts: [{ name: 'support', state: 'failing', code: 'database-away', text: 'База данных недоступна.' }] },
        { name: 'database', ok: true },
      ],
    });
  });

  test('a dependency that is away: alive, not ready, and told which', async () => {
    running = await start([{ name: 'bus', kind: 'ready', check: async () => Promise.reject(new Error('connection refused')) }]);
    expect((await fetch(`${running.staff}/livez`)).status).toBe(200);
    const answer = await fetch(`${running.staff}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ok: false, checks: [{ name: 'bus', ok: false, detail: 'connection refused' }] });
  });

  test('a check that never answers is a failed one', async () => {
    running = await start([{ name: 'database', kind: 'ready', check: () => new Promise(() => undefined) }]);
    const answer = await fetch(`${running.staff}/readyz`);
    expect(await answer.json()).toMatchObject({ ok: false, checks: [{ detail: 'no answer within 2000 ms' }] });
  });

  test("figures: requests by route, event loop, the platform's own", async () => {
    running = await start();
    await fetch(`${running.staff}/where`);
    const text = await eventually(async () => {
      const figures = await (await fetch(`${running.staff}/metrics`)).text();
      expect(figures).toContain('otklik_http_request_seconds_count{service="probe",method="GET",route="/where",status="200"} 1');
      return figures;
    });
    expect(text).toContain('otklik_bus_lag{group="router",service="probe"} 3');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });
});

describe('stopping', () => {
  test('closes the bus, the ports, open sockets and last the platform', async () => {
    running = await start();
    const socket = new WebSocket(`${running.staff.replace('http', 'ws')}/live`);
    await once(socket, 'message');
    const gone = once(socket, 'close');
    await running.service.stop();
    await gone;
    expect(running.transport.closed).toBe(true);
    expect(running.closed()).toBe(true);
    await expect(fetch(`${running.staff}/livez`)).rejects.toThrow();
  });

  test('a HOST that is no name or address of this machine is told in words', async () => {
    for (const HOST of ['no such host', '192.0.2.1']) {
      const config = loadConfig(PlatformConfig, { DATABASE_URL: 'postgres://a:b@localhost:1/x', HOST });
      await expect(checkPorts(config, ['PORT'])).rejects.toMatchObject({ code: 'host-not-here', params: { host: HOST } });
    }
  });

  test('a port in use is told in words, and what was opened is closed', async () => {
    running = await start();
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    let closed = false;
    const config = loadConfig(PlatformConfig, { DATABASE_URL: 'postgres://a:b@localhost:1/x', PORT: String(port) });
    const platform: Platform = { providers: [], transport: new ProbeTransport(), checks: [], close: async () => void (closed = true) };
    const started = Service.start(
      { name: 'probe', config: PlatformConfig, open: async () => platform, modules: [] },
      config,
      Log.open({ service: 'probe', level: 'silent' }),
    );
    await expect(started).rejects.toMatchObject({ code: 'port-in-use', params: { name: 'PORT', port } });
    expect(closed).toBe(true);
    other.close();
  });
});
