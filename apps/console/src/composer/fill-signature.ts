/** What the variables of a signature stand for. */
export type SignatureNames = { readonly agent: string; readonly team: string; readonly organisation: string };

const VARIABLE = /\{\{\s*(agent|team|organisation)\.name\s*\}\}/g;

/** A team's signature as customers will see it: what the server does when a mail leaves. */
export function fillSignature(signature: string, names: SignatureNames): string {
  return signature.replace(VARIABLE, (_, of: keyof SignatureNames) => names[of]).trim();
}
