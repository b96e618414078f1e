import { mkdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { LocalConfig } from '@app/service';
import { DISK_RESERVE_BYTES } from '@app/store';
import { bad, checkOf, type Finding, good } from './finding.js';

const MB = 1024 * 1024;

export async function checkDisk({ OTKLIK_DATA }: LocalConfig): Promise<Finding[]> {
  const folder = path.resolve(OTKLIK_DATA);
  await mkdir(folder, { recursive: true });
  const { bavail, bsize, files, ffree } = await statfs(folder);
  const free = { megabytes: Math.floor((bavail * bsize) / MB), folder };
  if (bavail * bsize < DISK_RESERVE_BYTES)
    return [bad(checkOf('disk'), { code: 'doctor-disk-full', params: { ...free, reserve: DISK_RESERVE_BYTES / MB } })];
  if (files > 0 && ffree < files / 100) return [bad(checkOf('disk'), { code: 'doctor-no-inodes', params: free })];
  return [good(checkOf('disk'), 'doctor-disk-good', free)];
}
