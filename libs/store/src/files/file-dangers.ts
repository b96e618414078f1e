import type { FileDanger } from '@app/contracts';
import type { Sniffed } from './sniff.js';

export type FileFacts = {
  readonly filename: string;
  /** As the sender declares it. */
  readonly contentType: string;
  readonly sniffed: Sniffed;
};

/**
 * Why a file may harm whoever opens it; empty for what is ordinary.
 *
 * It is a warning and not a verdict: no virus is looked for, and nothing is held back.
 */
export function dangersOf({ filename, contentType, sniffed }: FileFacts): FileDanger[] {
  const dangers = new Set<FileDanger>();
  const name = plainName(filename);
  const extension = extensionOf(name);
  const runs = EXECUTABLE.has(extension) || isProgram(contentType) || isProgram(sniffed.type);
  if (runs) dangers.add('executable');
  if (SCRIPT.has(extension)) dangers.add('script');
  if (MACROS.has(extension) || sniffed.macros || /macroenabled/i.test(`${contentType} ${sniffed.type}`)) dangers.add('macros');
  if (PAGE.has(extension) || isPage(sniffed.type)) dangers.add('page');
  if (dangers.size > 0 && SECOND_EXTENSION.test(name)) dangers.add('double-extension');
  if (isDisguised(extension, sniffed.type)) dangers.add('disguised');
  if (TURNS.test(filename)) dangers.add('reordered-name');
  return [...dangers];
}

/** Pictures that browsers show and cannot be made to run anything by. */
const RASTER = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** The type to show a file in place with, by its bytes alone (`threat:B7`); null: it is a download of bytes. */
export function shownAs(sniffedType: string | null): string | null {
  return sniffedType !== null && RASTER.has(sniffedType) ? sniffedType : null;
}

/** Sound and films that browsers play: media elements run nothing, whatever a file holds. */
const PLAYED = /^(?:audio|video)\/[a-z0-9.+-]+(?:; ?codecs=[a-z0-9,. ]+)?$/;

/** The type to hand sound or a film over with, by its bytes alone; null: it is neither. */
export function playedAs(sniffedType: string | null): string | null {
  return sniffedType !== null && PLAYED.test(sniffedType) ? sniffedType : null;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const EXECUTABLE = words(
  'exe com scr pif cpl dll sys drv ocx msi msp mst msix msixbundle appx appxbundle apk aab ipa jar class app dmg pkg deb rpm run elf iso img vhd vhdx udf xll gadget application',
);
const SCRIPT = words(
  'bat cmd ps1 psm1 psd1 ps1xml vbs vbe vb js jse mjs ws wsf wsh wsc sct hta sh bash zsh csh command py pyw pyc pl rb php phtml lnk url website desktop scf inf reg chm hlp msc job jnlp settingcontent-ms appref-ms library-ms search-ms searchconnector-ms iqy slk rdp theme diagcab ade adp mde accde',
);
const MACROS = words('docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm xla xlm');
const PAGE = words('html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt');

/** `invoice.pdf.exe`, with as many spaces between as it takes to push the last part out of sight. */
const SECOND_EXTENSION =
  /\.(pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|csv|jpe?g|png|gif|bmp|tiff?|webp|heic|zip|rar|7z|mp[34]|wav|avi|mov|eml|ics)[\s_.]*\.[^.\s]{1,20}$/;

/** Marks that turn the reading direction, or cannot be seen. */
const TURNS = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

function plainName(filename: string): string {
  return filename
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .replace(/[. ]+$/, '')
    .toLowerCase();
}

function extensionOf(name: string): string {
  return /\.([^.\s/\\]{1,20})$/.exec(name)?.[1] ?? '';
}

function isProgram(type: string | null): boolean {
  return (
    type !== null &&
    /x-msdownload|x-msdos-program|vnd\.microsoft\.portable-executable|x-elf|x-mach-binary|x-dosexec|java-vm|java-archive|android\.package-archive|x-apple-diskimage|debian\.binary-package|x-deb$|x-rpm|x-iso9660|x-ms-shortcut|x-ms-installer|x-msi$/.test(
      type.toLowerCase(),
    )
  );
}

function isPage(type: string | null): boolean {
  return type === 'text/html' || type === 'image/svg+xml';
}

const ZIP = /zip|officedocument|opendocument|epub|ms-(excel|word|powerpoint)|x-cfb/;
const IMAGE = /^image\/(?!svg)/;

/** What the bytes behind an extension must look like. Only types that are always known by their first bytes. */
const EXPECTED: Readonly<Record<string, RegExp>> = {
  png: IMAGE,
  jpg: IMAGE,
  jpeg: IMAGE,
  gif: IMAGE,
  webp: IMAGE,
  bmp: IMAGE,
  pdf: /pdf|postscript|illustrator/,
  zip: ZIP,
  docx: ZIP,
  xlsx: ZIP,
  pptx: ZIP,
  odt: ZIP,
  ods: ZIP,
  rar: /rar/,
  '7z': /7z/,
};

/** Whether a file is of another type than its name says. Programs are told by `executable`, whatever they are called. */
function isDisguised(extension: string, type: string | null): boolean {
  const expected = EXPECTED[extension];
  if (expected) return type === null || !expected.test(type);
  if (EXECUTABLE.has(extension) || SCRIPT.has(extension) || PAGE.has(extension)) return false;
  return isProgram(type) || isPage(type);
}
