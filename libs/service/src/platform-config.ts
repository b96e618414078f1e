import { z } from 'zod';
import { haveTwoOrigins, type ServiceConfig, SERVICE_SHAPE, withAddresses } from './service-config.js';

/** Where the data is: what `openPlatform` of @app/store needs to know. */
export const CONNECTION_SHAPE = {
  DATABASE_URL: postgresUrl().describe(
    'PostgreSQL 15 or newer, as the role that has no DDL; `standalone` brings its own when it is not given',
  ),
  MIGRATE_DATABASE_URL: postgresUrl().optional().describe('the same database as the owner of its tables (default: DATABASE_URL)'),
  KAFKA_BROKERS: z
    .string()
    .transform((text) => text.split(',').map((broker) => broker.trim()))
    .pipe(z.array(z.string().regex(/^[^\s:/]+:\d{1,5}$/, 'expected-brokers')))
    .optional()
    .describe('Kafka brokers as host:port, several with commas (default: the bus is a log in PostgreSQL)'),
  OTKLIK_SECRET: z
    .string()
    .min(32, 'expected-secret')
    .optional()
    .describe('encrypts passwords and tokens of inboxes (default: a key made in the data folder)'),
};

/** Variables whose value is a secret: `NAME_FILE` is taken too, and messages never repeat them. */
export const SECRET_VARIABLES = ['DATABASE_URL', 'MIGRATE_DATABASE_URL', 'OTKLIK_SECRET'] as const;

const ONE_ORIGIN = 'expected-two-origins';

export const PLATFORM_SHAPE = { ...CONNECTION_SHAPE, ...SERVICE_SHAPE };

/** Every variable of a process, where the database is not its own. */
export const PlatformConfig = z.object(PLATFORM_SHAPE).transform(withAddresses).refine(haveTwoOrigins, ONE_ORIGIN);
export type PlatformConfig = z.infer<typeof PlatformConfig>;

/**
 * As `PlatformConfig`, where the database may be the product's own: in the data folder, started when needed. A person looks on:
 * on a terminal only what is wrong is logged.
 */
export const LocalConfig = z
  .object({
    ...PLATFORM_SHAPE,
    DATABASE_URL: CONNECTION_SHAPE.DATABASE_URL.optional(),
    LOG_LEVEL: SERVICE_SHAPE.LOG_LEVEL.default(process.stderr.isTTY ? 'warn' : 'info'),
  })
  .refine((config) => config.PORT !== config.PUBLIC_PORT, 'expected-two-ports')
  .transform(withAddresses)
  .refine(haveTwoOrigins, ONE_ORIGIN);
export type LocalConfig = z.infer<typeof LocalConfig>;

PlatformConfig satisfies z.ZodType<ServiceConfig>;

function postgresUrl() {
  return z.string().regex(/^postgres(ql)?:\/\/[^\s/]+\/[^\s/]+$/, 'expected-postgres');
}
