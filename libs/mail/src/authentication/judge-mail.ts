import type { ARCData, DKIMVerifyResult } from 'mailauth';
// By its parts: the whole brings an HTTP client and an XML parser along, twice the memory.
import { arc } from 'mailauth/lib/arc/index.js';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { dmarc } from 'mailauth/lib/dmarc/index.js';
import { spf } from 'mailauth/lib/spf/index.js';
import { getAlignment } from 'mailauth/lib/tools.js';
import { plainAddress } from '../head/addresses.js';
import type { SignatureClue } from './authentication-clues.js';
import type { Resolve } from './dns-cache.js';
import type { MailClientClues, MailVerdict } from './mail-verdict.js';
import { type DomainResult, resultsOf, type TrustedResults } from './trusted-results.js';

/** What is to be found out of a mail. */
export type MailCase = {
  /** The author's address in its one spelling; '' when there is none, or more than one. */
  readonly author: string;
  /** What a trusted mail server said: it saw the mail when it came, so it goes before our own look. */
  readonly known: TrustedResults;
  readonly client: MailClientClues | null;
  readonly signatures: SignatureClue;
  /** Domains whose ARC seals are believed. */
  readonly trustedSealers: readonly string[];
};

/**
 * Finds out, with DNS, whether the author of a mail is who the address says (RFC 7208, 6376, 8617, 9989).
 *
 * Takes CPU in proportion to the mail: to be called in a worker.
 */
export async function judgeMail(raw: Buffer, one: MailCase, resolver: Resolve): Promise<MailVerdict> {
  const [signatures, spfResult] = await Promise.all([
    one.signatures === 'some' ? verifySignatures(raw, resolver) : null,
    senderPolicy(one, resolver),
  ]);
  const dkim = one.known.dkim ?? (one.signatures === 'none' ? [] : (signatures?.results.map(signatureResult) ?? null));
  const found = { spf: stated(spfResult?.result), dkim: dkim && stated(summaryOf(dkim)) };
  // Who reads another author than we do has judged another mail's author (`threat:A4`, `threat:A5`).
  if (one.author === '' || (signatures && !hasAuthor(signatures, one.author))) return { ...found, dmarc: null, proved: false };
  const sealed = signatures ? await sealedResults(signatures, one.trustedSealers, resolver) : null;
  const signers = [...passing(dkim), ...passing(sealed?.dkim)];
  const senders = [...passing(spfResult && [spfResult]), ...passing(sealed?.spf && [sealed.spf])];
  const policy = await policyOf(one, { signers, senders }, resolver);
  const isOurOwnSigner = getAlignment(domainOf(one.author), signers) !== false;
  const proved = policy === 'pass' || (policy !== 'fail' && isOurOwnSigner);
  // Where the client is not known, SPF might have passed: that DMARC failed can be said only when both were looked at.
  const isWholeStory = one.known.dmarc !== null || (found.spf !== null && found.dkim !== null);
  return { ...found, dmarc: policy === 'fail' && !isWholeStory ? null : policy, proved };
}

function verifySignatures(raw: Buffer, resolver: Resolve): Promise<DKIMVerifyResult> {
  return dkimVerify(withCrlf(raw), { resolver, rejectRsaSha1: true, sender: 'nobody@invalid' });
}

/** Signatures are made over lines that end with CRLF; a mail that was stored with LF is put right at once, not line by line. */
function withCrlf(raw: Buffer): Buffer {
  const first = raw.indexOf(0x0a);
  if (first <= 0 || raw[first - 1] === 0x0d) return raw;
  return Buffer.from(raw.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}

type Signature = DKIMVerifyResult['results'][number];

/** One that leaves a part of the body uncovered (`l=`) vouches for nothing: anybody may have written that part. */
function signatureResult({ status, signingDomain, bodyHash, bodyHashExpecting }: Signature): DomainResult {
  const domain = signingDomain ?? '';
  if (status.result === 'pass' && (status.underSized ?? 0) > 0) return { result: 'policy', domain };
  const isAltered = status.result === 'neutral' && bodyHash !== undefined && bodyHash !== bodyHashExpecting;
  return { result: isAltered ? 'fail' : status.result, domain };
}

/** The best that the signatures say; one that could not be looked up might have been better than a failed one. */
function summaryOf(results: readonly DomainResult[]): string {
  return BEST_FIRST.find((verdict) => results.some(({ result }) => result === verdict)) ?? 'none';
}

const BEST_FIRST = ['pass', 'temperror', 'temperr', 'fail', 'policy', 'permerror', 'neutral', 'none'];

async function senderPolicy({ known, client }: MailCase, resolver: Resolve): Promise<DomainResult | null> {
  if (known.spf) return known.spf;
  if (client === null || client.clientAddress === null || client.mailFrom === null) return null;
  const { clientAddress: ip, mailFrom: sender } = client;
  const helo = client.helo ?? `[${ip}]`;
  if (sender === '' && client.helo === null) return null;
  const found = await spf({ ip, helo, sender, mta: 'localhost', resolver });
  return { result: found.status.result, domain: found.domain ?? '' };
}

/** What a forwarder or mailing list that we trust sealed about the mail when it came there (RFC 8617). */
async function sealedResults(signatures: DKIMVerifyResult, trusted: readonly string[], resolver: Resolve): Promise<TrustedResults | null> {
  const seal = signatures.arc?.lastEntry?.['arc-seal']?.parsed as { d?: { value?: unknown } } | undefined;
  const sealer = typeof seal?.d?.value === 'string' ? seal.d.value.toLowerCase() : '';
  if (!trusted.some((domain) => domain.toLowerCase() === sealer)) return null;
  const found = await arc(signatures.arc as ARCData, { resolver });
  if (found.status.result !== 'pass' || !found.authenticationResults) return null;
  return resultsOf(found.authenticationResults);
}

async function policyOf(
  { author, known }: MailCase,
  { signers, senders }: { signers: readonly string[]; senders: readonly string[] },
  resolver: Resolve,
): Promise<string | null> {
  // A verdict about another domain than the one we show is none about our author (`threat:A2`).
  if (known.dmarc) return known.dmarc.domain === '' || known.dmarc.domain === domainOf(author) ? stated(known.dmarc.result) : null;
  const dkimDomains = signers.map((domain) => ({ domain }));
  const found = await dmarc({ headerFrom: [author], fromFields: 1, spfDomains: [...senders], dkimDomains, resolver });
  return found === false ? null : stated(found.status.result);
}

function hasAuthor({ headerFrom, fromFields }: DKIMVerifyResult, author: string): boolean {
  const [first = ''] = headerFrom;
  return fromFields === 1 && headerFrom.length === 1 && plainAddress(first).toLowerCase() === author.toLowerCase();
}

function passing(results: readonly DomainResult[] | null | undefined): string[] {
  return (results ?? []).filter(({ result, domain }) => result === 'pass' && domain !== '').map(({ domain }) => domain);
}

/** A temporary error says nothing. */
function stated(verdict: string | undefined): string | null {
  return verdict === undefined || verdict === '' || verdict.startsWith('temperr') ? null : verdict;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
