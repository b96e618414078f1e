import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readCompose } from '../../../deploy/compose.mjs';
import { INSIDE, ROUTES } from '../../../deploy/front.mjs';
import { PLATFORM_SHAPE, SECRET_VARIABLES } from '../src/platform-config.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

type Container = {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  healthcheck?: object;
  depends_on?: object;
};
const compose = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Container>; volumes: object };
const { migrate, services } = readCompose({});

/** Apps that serve something of their own; the others are the small size, the command line, what browsers load, measurements. */
const SERVICES = ['email', 'telegram', 'webchat', 'normalizer', 'router', 'desk'];

describe('docker-compose.yml', () => {
  test('runs every service, each with its own name as argument', () => {
    expect(services.map(({ name, command }) => [name, ...command])).toEqual(SERVICES.map((name) => [name, name]));
    const others = ['bench', 'cli', 'console', 'help', 'standalone', 'widget'];
    expect(
      readdirSync(path.join(ROOT, 'apps'))
        .filter((app) => !others.includes(app))
        .sort(),
    ).toEqual([...SERVICES].sort());
  });

  test('gives only variables that the schema knows', () => {
    const known = [...Object.keys(PLATFORM_SHAPE), ...SECRET_VARIABLES.map((name) => `${name}_FILE`)];
    for (const { environment } of [migrate, ...services]) expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
  });

  test('names no password and no key: they are made at the first start', () => {
    expect(read('docker-compose.yml')).not.toMatch(/postgres:\/\/|_SECRET: |PASSWORD: /);
  });

  test('migrates before any service starts, and only then', () => {
    expect(migrate.command).toEqual(['cli', 'migrate']);
    expect(Object.keys(migrate.environment)).toContain('MIGRATE_DATABASE_URL_FILE');
    for (const name of SERVICES) {
      expect(compose.services[name]?.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
    }
  });

  test("gives the owner's role to the migration and to the one service that maintains the log", () => {
    const owners = Object.entries(compose.services).filter(([, { environment }]) => environment?.MIGRATE_DATABASE_URL_FILE);
    expect(owners.map(([name]) => name).sort()).toEqual(['cli', 'migrate', 'router']);
  });

  test('pins every image and looks after the health of everything that runs for good', () => {
    for (const [name, { image, healthcheck }] of Object.entries(compose.services)) {
      expect({ name, image }).toEqual({ name, image: expect.stringMatching(/^[\w./-]+:\d+\.\d+/) });
      expect({ name, healthcheck }).toEqual({ name, healthcheck: expect.anything() });
    }
  });

  test('opens ports on this machine alone unless told otherwise', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports ?? []);
    expect(ports).toEqual(['${BIND:-127.0.0.1}:8080:8080', '${BIND:-127.0.0.1}:8081:8081']);
  });

  test('what it takes from outside can be set', () => {
    const outside = readCompose({ PUBLIC_URL: 'https://desk.shop.test' }).services[0]?.environment;
    expect(outside).toMatchObject({ PUBLIC_URL: 'https://desk.shop.test', PUBLIC_SITE_URL: 'http://127.0.0.1:8081' });
  });
});

describe('the two fronts', () => {
  const caddyfile = read('deploy/Caddyfile');
  const portNumber = { PORT: 8080, PUBLIC_PORT: 8081 } as const;
  const wanted = (side: 'staff' | 'site'): string[] =>
    ROUTES[side].map(({ prefix, service, port }) => `reverse_proxy ${prefix === '/' ? '' : `${prefix}* `}${service}:${portNumber[port]}`);

  test('send the same paths to the same services', () => {
    const routes = caddyfile
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('reverse_proxy'));
    expect(routes).toEqual([...wanted('staff'), ...wanted('site')]);
  });

  test('keep the same paths for the inside', () => {
    expect(caddyfile).toContain(`@inside path ${INSIDE.join(' ')}\n`);
  });
});

describe('the image', () => {
  const dockerfile = read('deploy/Dockerfile');

  test('runs the Node of the checkout, not as root', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: { node: string } };
    expect([...dockerfile.matchAll(/^FROM node:([\d.]+)-/gm)].map((match) => match[1])).toEqual([
      devDependencies.node,
      devDependencies.node,
    ]);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  test('copies everything that it starts', () => {
    for (const file of ['entrypoint', 'healthcheck', 'make-keys']) expect(dockerfile).toContain(`deploy/${file}.mjs`);
  });
});
