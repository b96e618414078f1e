/** Whom a mail goes to: an address, and the name it is shown by (empty: not known). */
export type Person = { readonly address: string; readonly name: string };

/** The three fields of a mail. Nobody stands in two of them. */
export type Recipients = { readonly to: readonly Person[]; readonly cc: readonly Person[]; readonly bcc: readonly Person[] };

export type Field = keyof Recipients;
export const FIELDS = ['to', 'cc', 'bcc'] as const satisfies readonly Field[];

export const NOBODY: Recipients = { to: [], cc: [], bcc: [] };

export function everybodyOf({ to, cc, bcc }: Recipients): Person[] {
  return [...to, ...cc, ...bcc];
}

/** Two addresses are the same mailbox as far as anybody but its server can tell. */
export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function includes(people: readonly Person[], address: string): boolean {
  return people.some((one) => isSame(one.address, address));
}

/** Adds people to a field: whoever stood in another moves, and nobody stands there twice. */
export function withPeople(recipients: Recipients, field: Field, added: readonly Person[]): Recipients {
  const fresh = added.filter((one, at) => !added.slice(0, at).some((before) => isSame(before.address, one.address)));
  const without = (people: readonly Person[]): Person[] => people.filter((one) => !includes(fresh, one.address));
  const rest = { to: without(recipients.to), cc: without(recipients.cc), bcc: without(recipients.bcc) };
  return { ...rest, [field]: [...rest[field], ...fresh] };
}

export function withoutPerson(recipients: Recipients, field: Field, address: string): Recipients {
  return { ...recipients, [field]: recipients[field].filter((one) => one.address !== address) };
}

/** As people write it to whom a mail goes. */
export function shownPerson({ name, address }: Person): string {
  return name && name !== address ? `${name} <${address}>` : address;
}
