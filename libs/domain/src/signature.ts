/** What the variables of a signature stand for. */
type SignatureNames = { readonly agent: string; readonly team: string; readonly organisation: string };

const VARIABLE = /\{\{\s*(agent|team|organisation)\.name\s*\}\}/g;

/** A team's signature with its variables filled in. What a name says is text: braces in it mean nothing. */
export function fillSignature(signature: string, names: SignatureNames): string {
  return signature
    .replace(/\r\n?/g, '\n')
    .replace(VARIABLE, (_, of: keyof SignatureNames) => names[of])
    .trim();
}
