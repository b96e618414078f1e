import type { Catalog } from './catalog.js';

/** What a start says, and what keeps it from starting. */
export const startingEn: Catalog = {
  // What is in the way
  'database-unreachable':
    'No PostgreSQL answers at {{place}} ({{error}}). Start it, or correct host and port in DATABASE_URL and MIGRATE_DATABASE_URL.',
  'database-login-refused':
    'PostgreSQL at {{place}} refuses the user {{user}} or the password. Correct them in DATABASE_URL and MIGRATE_DATABASE_URL, or allow the user in pg_hba.conf.',
  'database-missing':
    'PostgreSQL has no database at {{place}}. Make it (createdb), or correct its name in DATABASE_URL and MIGRATE_DATABASE_URL.',
  'port-in-use': 'Port {{port}} is in use by another program.',
  'mend-port-in-use': 'End it, or choose another port: {{name}}=NUMBER.',
  'host-not-here': 'HOST {{host}} is not an address of this machine.',
  'port-not-allowed': 'Port {{port}} needs more rights than this user has.',
  'mend-port-not-allowed': 'Choose one above 1023: {{name}}=NUMBER.',
  'data-in-use':
    'Otklik is running on this data already: {{name}}, process {{pid}}, folder {{folder}}. Stop it first, or start on other data: OTKLIK_DATA=FOLDER.',
  'data-not-writable': 'The data folder {{folder}} cannot be made or opened by this user. Choose another: OTKLIK_DATA=FOLDER.',
  'database-gone':
    'The database of this data folder was in {{folder}} and is not there now. Bring it back, or remove postgres.json from the data folder to begin anew.',
  'no-embedded-database': 'There is no embedded PostgreSQL for {{platform}}. Set DATABASE_URL to one of your own.',
  'no-user-for-database': 'PostgreSQL does not run as root, and the user {{user}} could not be made. Make it, or start as another user.',
  'making-user': 'PostgreSQL does not run as root: making the system user {{user}} for it.',
  'database-elsewhere': 'The database is in {{folder}}: its user cannot pass the folders above the data folder.',
  'making-database': 'Making the database.',

  'bootstrap-unreadable': 'The bootstrap file {{file}} cannot be read: {{why}}',

  // Mistakes of a bootstrap file
  'bootstrap-not-json': 'not JSON: {{why}}',
  'bootstrap-whole': 'the file: {{details}}',
  'bootstrap-value': '{{place}}: {{details}}{{got}}',
  'bootstrap-no-skill': "{{place}}: there is no skill '{{name}}'",
  'bootstrap-no-agent': "{{place}}: there is no agent '{{name}}'",
  'bootstrap-no-team': "{{place}}: there is no team '{{name}}'",
  'bootstrap-no-inbox': "{{place}}: there is no inbox '{{name}}'",
  'bootstrap-twice': "{{place}}: '{{name}}' stands there twice",

  // What a start tells
  'product-ready': 'Otklik is ready ({{seconds}} s).',
  'where-to-set-up': 'Set it up       {{url}}   (once, within 24 hours)',
  'where-console': 'Console         {{url}}',
  'where-demo': 'Demo page       {{url}}',
  'where-data': 'Data            {{folder}}',
  'how-to-stop': 'Ctrl-C stops it.',
};
