import { mkdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { LocalConfig } from '@app/service';
import { DISK_RESERVE_BYTES } from '@app/store';
import { bad, type Finding, good } from './finding.js';

const MB = 1024 * 1024;

export async function checkDisk({ OTKLIK_DATA }: LocalConfig): Promise<Finding[]> {
  const folder = path.resolve(OTKLIK_DATA);
  await mkdir(folder, { recursive: true });
  const { bavail, bsize, files, ffree } = await statfs(folder);
  const free = `${Math.floor((bavail * bsize) / MB)} MB free in ${folder}`;
  if (bavail * bsize < DISK_RESERVE_BYTES)
    return [bad('disk', free, `Make room: below ${DISK_RESERVE_BYTES / MB} MB nothing more is taken in.`)];
  if (files > 0 && ffree < files / 100)
    return [bad('disk', `${free}, but nearly no inodes`, 'Remove small files, or move the data folder to a file system with more inodes.')];
  return [good('disk', free)];
}
