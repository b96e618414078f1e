import type { FastifyInstance } from 'fastify';

export type SecurityHeadersOptions = {
  /** Whether this listener's outside address is https: then browsers are told to keep to it. */
  readonly https: boolean;
};

/** What every answer carries unless its route says otherwise: an answer that is not meant to be a page can do nothing. */
const STRICT: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'cache-control': 'no-store',
};

/** A route that serves a page, a script or a file sets its own values before it answers; these never overwrite them. */
export function addSecurityHeaders(fastify: FastifyInstance, { https }: SecurityHeadersOptions): void {
  const headers = Object.entries({ ...STRICT, ...(https && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }) });
  fastify.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of headers) if (!reply.hasHeader(name)) reply.header(name, value);
  });
}
