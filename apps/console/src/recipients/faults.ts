import { everybodyOf, isSame, type Person, type Recipients } from './person.js';

/** Why nothing can be sent to what was typed; words are in the catalogs under `recipients.fault`. */
export type Fault = 'noAt' | 'noName' | 'noDomain' | 'spaces' | 'signs' | 'tooLong' | 'own';

const LONGEST = 254;

/**
 * Tells what is wrong with a recipient before the server has to.
 *
 * @param own addresses of our inboxes: a copy to one of them would come back as a customer's mail (fail:S8)
 */
export function faultOf({ address }: Person, own: readonly string[]): Fault | null {
  const at = address.lastIndexOf('@');
  if (at < 0) return 'noAt';
  const [name, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (/\s/.test(address)) return 'spaces';
  if (name === '') return 'noName';
  if (!isDomain(domain)) return 'noDomain';
  if (!NAME.test(name)) return 'signs';
  if (address.length > LONGEST) return 'tooLong';
  return own.some((one) => isSame(one, address)) ? 'own' : null;
}

/** Letters of any script: a server that cannot carry them says so. */
const NAME = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** What must be mended before anything is sent. */
export function faulty(recipients: Recipients, own: readonly string[]): Person[] {
  return everybodyOf(recipients).filter((person) => faultOf(person, own) !== null);
}

/** Who of the recipients has come into the conversation with its last mails: an agent may not want them to read the answer. */
export function strangers(recipients: Recipients, joined: readonly string[]): Person[] {
  return everybodyOf(recipients).filter((one) => joined.some((address) => isSame(address, one.address)));
}
