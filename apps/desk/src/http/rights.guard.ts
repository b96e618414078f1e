import type { Access, Role, Route } from '@app/contracts';
import { DeskError } from '@app/domain';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Authentication } from './authentication.js';
import { refuseForgery } from './forgery.js';
import { noteCaller } from './called-by.js';

export const ROUTE = 'otklik:route';

const ROLES: Record<Exclude<Access, 'anyone'>, readonly Role[]> = {
  agent: ['agent', 'lead', 'admin'],
  lead: ['lead', 'admin'],
  admin: ['admin'],
};

/** Lets in who the route is for. What they then see is filtered in SQL. */
@Injectable()
export class RightsGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = this.reflector.get<Route | undefined>(ROUTE, context.getHandler());
    if (!route) return false;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (route.access === 'anyone') {
      refuseForgery(request, null, this.authentication.ownOrigin);
      return true;
    }
    const caller = await this.authentication.callerOf(request.headers);
    if (!caller) throw new DeskError('forbidden', 'sign-in-needed', 'Sign in first.');
    if (caller.session) refuseForgery(request, caller.session.csrfToken, this.authentication.ownOrigin);
    if (!ROLES[route.access].includes(caller.role)) throw new DeskError('forbidden', 'not-allowed', 'Your role does not allow this.');
    noteCaller(request, caller);
    return true;
  }
}
