export type OpenedTnef = {
  readonly plain: string | null;
  readonly html: string | null;
  readonly files: readonly {
    readonly filename: string | null;
    readonly contentType: string;
    readonly contentId: string | null;
    readonly content: Buffer;
  }[];
};
export function isTnef(type: string, filename: string | null): boolean {
  return /^application\/(vnd\.)?ms-tnef$/.test(type) || filename?.toLowerCase() === 'winmail.dat';
}
export function openTnef(_content: Buffer): OpenedTnef | null {
  return null;
}
