import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Clock ticks in a second, as Linux reports them to programs (`getconf CLK_TCK`). */
const TICKS = 100;

export type CpuSpent = ReadonlyMap<string, number>;

/**
 * CPU seconds so far of each process that this one started, by what it is: an app of ours by its name, else its program.
 *
 * On two cores shared by all parts this says where the time goes better than any clock.
 */
export function cpuSpent(): CpuSpent {
  const all = new Map(readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? statOf(entry) : [])));
  const spent = new Map<string, number>();
  for (const [pid, stat] of all) {
    if (!descends(pid, all)) continue;
    const name = nameOf(pid, stat.program);
    spent.set(name, (spent.get(name) ?? 0) + stat.seconds);
  }
  return spent;
}

/** `email 0.21, kafka 0.35, ...`: CPU ms an item between two readings, the dearest first. */
export function spentPerItem(before: CpuSpent, after: CpuSpent, items: number): string {
  return [...after]
    .map(([name, seconds]) => ({ name, ms: ((seconds - (before.get(name) ?? 0)) * 1000) / items }))
    .filter(({ ms }) => ms >= 0.01)
    .toSorted((a, b) => b.ms - a.ms)
    .map(({ name, ms }) => `${name} ${ms.toFixed(2)}`)
    .join(', ');
}

type Stat = { readonly parent: string; readonly program: string; readonly seconds: number };

function statOf(pid: string): [string, Stat][] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    const fields = stat.slice(end + 2).split(' ');
    // proc(5): ppid is the 4th field, utime to cstime the 14th to 17th. Children that ended count with their parent.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return [[pid, { parent: fields[1] ?? '', program: stat.slice(stat.indexOf('(') + 1, end), seconds: ticks / TICKS }]];
  } catch {
    // It ended meanwhile.
    return [];
  }
}

function descends(pid: string, all: ReadonlyMap<string, Stat>): boolean {
  for (let at = all.get(pid)?.parent; at !== undefined; at = all.get(at)?.parent) if (at === String(process.pid)) return true;
  return false;
}

function nameOf(pid: string, program: string): string {
  if (program !== 'node' && program !== 'MainThread') return program;
  try {
    const main = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .find((arg) => arg.endsWith('main.js'));
    return /apps\/([a-z]+)\//.exec(main ?? '')?.[1] ?? path.basename(main ?? program);
  } catch {
    return program;
  }
}
