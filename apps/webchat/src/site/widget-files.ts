import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { DeskError } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** A built file, with the forms in which it may travel. */
export type WidgetFile = {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  readonly compressed: Readonly<Record<'br' | 'gzip', Buffer>>;
};

/** What the panel's page loads, by their names under `/widget-assets/`. */
export type PanelFiles = { readonly script: string; readonly styles: readonly string[] };

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const HERE = import.meta.dirname;
const REPOSITORY = HERE.slice(0, HERE.lastIndexOf(`${path.sep}apps${path.sep}`));

/** Where vite puts the widget, seen from the built web chat and from its sources. */
const BUILT = path.join(path.basename(REPOSITORY) === 'dist' ? REPOSITORY : path.join(REPOSITORY, 'dist'), 'apps', 'widget');

const PanelManifest = z.record(
  z.string(),
  z.object({ file: z.string(), css: z.array(z.string()).default([]), isEntry: z.boolean().default(false) }),
);

type Loaded = { readonly files: ReadonlyMap<string, WidgetFile>; readonly panel: PanelFiles; readonly preview: PanelFiles };

/** The widget as it was built, in memory and compressed once. */
@Injectable()
export class WidgetFiles {
  private loading: Promise<Loaded> | null = null;

  /** @throws DeskError missing/not-found, unavailable/widget-not-built */
  async file(name: string): Promise<WidgetFile> {
    const file = (await this.loaded()).files.get(name);
    if (!file) throw new DeskError('missing', 'not-found', 'The widget has no such file.');
    return file;
  }

  /** @throws DeskError unavailable/widget-not-built */
  async panel(): Promise<PanelFiles> {
    return (await this.loaded()).panel;
  }

  /** @throws DeskError unavailable/widget-not-built */
  async preview(): Promise<PanelFiles> {
    return (await this.loaded()).preview;
  }

  private async loaded(): Promise<Loaded> {
    this.loading ??= load(BUILT);
    try {
      return await this.loading;
    } catch (cause) {
      this.loading = null;
      throw new DeskError('unavailable', 'widget-not-built', `There is no widget in ${BUILT}: run npm run build.`, { cause });
    }
  }
}

async function load(folder: string): Promise<Loaded> {
  const names = (await readdir(folder)).filter((name) => path.extname(name) in TYPES);
  const files = await Promise.all(names.map(async (name) => [name, await pack(path.join(folder, name))] as const));
  return { files: new Map(files), panel: await entryOf(folder, 'panel.json'), preview: await entryOf(folder, 'preview.json') };
}

async function entryOf(folder: string, manifest: string): Promise<PanelFiles> {
  const chunks = PanelManifest.parse(JSON.parse(await readFile(path.join(folder, manifest), 'utf8')));
  const entry = Object.values(chunks).find((one) => one.isEntry);
  if (!entry) throw new Error(`${manifest} names no entry`);
  return { script: entry.file, styles: entry.css };
}

async function pack(file: string): Promise<WidgetFile> {
  const bytes = await readFile(file);
  return {
    type: TYPES[path.extname(file)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    bytes,
    compressed: { br: await promisify(brotliCompress)(bytes), gzip: await promisify(gzip)(bytes) },
  };
}
