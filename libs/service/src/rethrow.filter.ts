import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';

/**
 * Lets the errors of event handlers reach the bus as they were thrown.
 *
 * Without it Nest replaces them by `{status: 'error', message: 'Internal server error'}`, and retry or park cannot be decided.
 */
@Catch()
export class RethrowFilter implements RpcExceptionFilter<unknown> {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
