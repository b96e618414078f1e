import type { Route } from '@app/contracts';
import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata, UseGuards } from '@nestjs/common';
import { RightsGuard, ROUTE } from './rights.guard.js';

/** Below what every call of the API is served. */
export const API = 'api/v1';

/** Serves one call of the API as `ROUTES` declares it: its address, status and who may call it. */
export function Serves(route: Route): MethodDecorator {
  const path = `${API}${route.path.replace(/\{(\w+)\}/g, ':$1')}`;
  return applyDecorators(
    RequestMapping({ path, method: RequestMethod[route.method] }),
    HttpCode(route.status),
    SetMetadata(ROUTE, route),
    UseGuards(RightsGuard),
  );
}
