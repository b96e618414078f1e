/** Tells the time; a port, so that tests can hold it still (`FixedClock` of @app/testing fits it). */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
