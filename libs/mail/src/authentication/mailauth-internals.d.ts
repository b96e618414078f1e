/** Parts of mailauth that it does not name in its own types; its version is pinned. */
declare module 'mailauth/lib/parse-dkim-headers.js' {
  /** A method's result (RFC 8601 2.2): `value` is the verdict, the rest are its properties by ptype. */
  export type MethodResult = { readonly value: string; readonly [ptype: string]: unknown };

  /** @param line a whole header field; for Authentication-Results, `value` is the authserv-id and each method has its result or results */
  export default function parseDkimHeaders(line: string): { readonly parsed: Readonly<Record<string, unknown>> };
}

declare module 'mailauth/lib/tools.js' {
  /** @returns the first of the domains that belongs to the same organisation (RFC 9989 3.2.10.1), or false */
  export function getAlignment(fromDomain: string, domains: readonly string[], strict?: boolean): { domain: string } | false;
}
