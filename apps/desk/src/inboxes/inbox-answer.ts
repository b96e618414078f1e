import type { Inbox, MailboxReading } from '@app/contracts';
import type { Words } from '@app/service';
import type { Caller, InboxRow, MailboxReadingRow } from '@app/store';
import { mailSizeLimit } from '../tickets/mail-size-limit.js';
import type { FileLinks } from '../files/file-links.js';
import { consentAnswer } from '../oauth/consent-answer.js';
import { botProfile } from './bot-profile.js';

/** Settings name servers and users: for admins alone. */
export function inboxAnswer(row: InboxRow, caller: Caller, catalog: Words, links: FileLinks): Inbox {
  const { settings, profile, health, healthReason, healthSince, createdAt, reading, consent, ...rest } = row;
  return {
    ...rest,
    // Customers see it too.
    address: row.channel === 'email' && typeof settings['address'] === 'string' ? settings['address'] : null,
    sizeLimit: row.channel === 'email' ? mailSizeLimit(smtpHostOf(settings)) : null,
    settings: caller.role === 'admin' ? settings : null,
    health: {
      state: health,
      code: healthReason?.code ?? null,
      params: { ...healthReason?.params },
      text: catalog.reason(healthReason ?? { code: `inbox-${health}`, params: {} }),
      since: healthSince.toISOString(),
    },
    profile: profile && botProfile(profile, links),
    reading: reading && readingAnswer(reading),
    consent: consent && consentAnswer(consent, userOf(settings), caller, catalog),
    createdAt: createdAt.toISOString(),
  };
}

function smtpHostOf({ smtp }: Record<string, unknown>): string {
  return typeof smtp === 'object' && smtp !== null && 'host' in smtp ? String(smtp.host) : '';
}

/** Whom the servers know the mailbox as. */
function userOf({ imap, smtp }: Record<string, unknown>): string {
  const server = imap ?? smtp;
  return typeof server === 'object' && server !== null && 'user' in server ? String(server.user) : '';
}

function readingAnswer({ lookedAt, history, setAside }: MailboxReadingRow): MailboxReading {
  const time = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());
  return { lookedAt: time(lookedAt), history: history && { ...history, since: time(history.since) }, setAside };
}
