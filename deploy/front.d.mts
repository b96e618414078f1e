import type { Server } from 'node:http';

export type Route = { readonly prefix: string; readonly service: string; readonly port: 'PORT' | 'PUBLIC_PORT' };
export const ROUTES: { readonly staff: readonly Route[]; readonly site: readonly Route[] };
export const INSIDE: readonly string[];
export function openFront(options: {
  readonly side: keyof typeof ROUTES;
  readonly host: string;
  readonly port: number;
  readonly portOf: (service: string, name: Route['port']) => number;
}): Promise<Server>;
