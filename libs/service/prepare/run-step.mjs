import { spawn } from 'node:child_process';
import path from 'node:path';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** A tool that does not end when it is told to, in ms. */
const GRACE_MS = 5_000;

/** Whoever started this process has ended it; there is nothing to explain. */
export class Interrupted extends Error {
  name = 'Interrupted';

  constructor(signal) {
    super(signal);
    this.signal = signal;
  }
}

/**
 * Runs a tool to its end; its output is told only when it fails.
 *
 * A signal goes on to the tool and all that it started: an `npm install` that went on unseen would write over the next one.
 *
 * @param {string[]} command a program and its arguments
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @throws Interrupted when a signal came, after everything has ended
 */
export function runStep([command, ...args], { cwd, env }) {
  return new Promise((resolve, reject) => {
    // A process group of its own, which can be signalled as a whole.
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const told = passSignalsOn(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (error) => {
      told.end();
      reject(error);
    });
    // Not before its children, too, have closed their output.
    child.once('close', (code, signal) => {
      told.end();
      if (told.signal) return reject(new Interrupted(told.signal));
      if (code === 0) return resolve();
      const how = signal ?? `exit code ${code}`;
      reject(new Error(`${[path.basename(command), ...args].join(' ')} (${how}):\n${output.trim().split('\n').slice(-30).join('\n')}`));
    });
  });
}

function passSignalsOn(child) {
  let limit;
  const told = {
    signal: null,
    end: () => {
      clearTimeout(limit);
      for (const signal of SIGNALS) process.off(signal, pass);
    },
  };
  const pass = (signal) => {
    told.signal ??= signal;
    signalGroup(child.pid, signal);
    limit ??= setTimeout(() => signalGroup(child.pid, 'SIGKILL'), GRACE_MS);
  };
  // First: another listener may end this process.
  for (const signal of SIGNALS) process.prependListener(signal, pass);
  return told;
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has just ended by itself.
  }
}
