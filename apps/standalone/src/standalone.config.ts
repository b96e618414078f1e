import { PLATFORM_SHAPE, withAddresses } from '@app/service';
import { z } from 'zod';

/** As every service's, but the database may be its own; on a terminal, where a person reads, only what is wrong is logged. */
export const StandaloneConfig = z
  .object({
    ...PLATFORM_SHAPE,
    DATABASE_URL: PLATFORM_SHAPE.DATABASE_URL.optional(),
    LOG_LEVEL: PLATFORM_SHAPE.LOG_LEVEL.default(process.stderr.isTTY ? 'warn' : 'info'),
  })
  .transform(withAddresses);
export type StandaloneConfig = z.infer<typeof StandaloneConfig>;
