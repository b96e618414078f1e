import { setPriority } from 'node:os';

/**
 * nice(2). Measured on two cores under heavy load, two busy threads beside a main thread that works half of the time: its p99 delay is
 * 255-359 ms with 5 and 453-982 ms without; 10 is hardly better and would leave the threads next to nothing.
 */
const NICENESS = 5;

/**
 * Makes this thread take the CPU that the others leave: mails can wait, and who waits for an answer cannot.
 *
 * On Linux a priority is a thread's own; elsewhere it would be the whole process's, and is left.
 */
export function giveWay(): void {
  if (process.platform === 'linux') setPriority(NICENESS);
}
