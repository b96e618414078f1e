import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call it at all; which rows they then see is filtered in SQL (`model.md` 6). `lead` includes admins. */
export type Access = 'anyone' | 'agent' | 'lead' | 'admin';

/** One call of the HTTP API, declared once: the desk serves it, the OpenAPI document and every client are made from it. */
export type Route = {
  readonly id: string;
  readonly method: Method;
  /** Below `/api/v1`, parameters in braces. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Takes an `Idempotency-Key`. */
  readonly once?: boolean;
  /** Takes `If-Match` with the version of the ticket that the caller saw. */
  readonly ifMatch?: boolean;
  /** Takes `multipart/form-data` with one part `file` in place of a JSON body. */
  readonly upload?: boolean;
  /** 302: the browser goes on elsewhere. */
  readonly status: 200 | 201 | 202 | 204 | 302;
  /** Absent where the answer has no body. */
  readonly answer?: z.ZodType;
  /** Codes of the errors to be reckoned with, beyond those of every call. */
  readonly errors?: readonly string[];
};

export function route<const R extends Route>(declared: R): R {
  return declared;
}
