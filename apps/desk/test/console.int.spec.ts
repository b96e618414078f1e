import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Config, DeskErrorFilter, Log } from '@app/service';
import { tempDir, type TempDir } from '@app/testing';
import fastifyStatic from '@fastify/static';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ConsoleFiles } from '../src/console/console-files.js';
import { ConsoleController } from '../src/console/console.controller.js';

describe("the console's page and files", () => {
  let app: NestFastifyApplication;
  let folder: TempDir;

  beforeAll(async () => {
    folder = tempDir('console');
    mkdirSync(path.join(folder.path, 'built/assets'), { recursive: true });
    writeFileSync(path.join(folder.path, 'secret.txt'), 'not for browsers');
    writeFileSync(
      path.join(folder.path, 'built/index.html'),
      '<meta name="style-nonce" content="__STYLE_NONCE__"><script src="/assets/a-1.js"></script>',
    );
    writeFileSync(path.join(folder.path, 'built/assets/a-1.js'), 'export {}');
    const module = await Test.createTestingModule({
      controllers: [ConsoleController],
      providers: [
        { provide: ConsoleFiles, useValue: new ConsoleFiles(path.join(folder.path, 'built')) },
        { provide: Config, useValue: { PUBLIC_SITE_URL: 'http://127.0.0.1:8081' } },
      ],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useGlobalFilters(new DeskErrorFilter(Log.open({ service: 'test', level: 'silent' })));
    await app.register(fastifyStatic, { root: '/', serve: false });
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    folder.remove();
  });

  const get = (url: string) => app.inject({ method: 'GET', url });

  test('the page carries the nonce of its policy, a new one for each answer, and nothing unsafe', async () => {
    const [first, second] = [await get('/'), await get('/tickets/42')];
    const nonceOf = (policy = '') => /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    const policy = String(first.headers['content-security-policy']);
    expect(first.body).toContain(`content="${nonceOf(policy)}"`);
    expect(nonceOf(policy)).toMatch(/^[\w+/=]{24}$/);
    expect(nonceOf(String(second.headers['content-security-policy']))).not.toBe(nonceOf(policy));
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-src 'self' http://127.0.0.1:8081;");
    expect(policy).toContain('http://127.0.0.1:8081');
    expect(first.headers['cache-control']).toBe('no-store');
  });

  test('built files are kept by browsers for ever', async () => {
    const file = await get('/assets/a-1.js');
    expect([file.statusCode, file.body, file.headers['cache-control']]).toEqual([200, 'export {}', 'public, max-age=31536000, immutable']);
    expect(file.headers['content-type']).toContain('javascript');
  });

  test.each(['/assets/gone.js', '/api/v1/nothing', '/favicon.ico'])('%s is not there, and no page either', async (url) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%00', '/%'])(
    'threat:B1 %s leads nowhere',
    async (url) => {
      expect((await get(url)).body).not.toContain('not for browsers');
    },
  );
});
