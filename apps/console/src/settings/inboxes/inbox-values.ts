import type { UseFormReturnType } from '@mantine/form';
import type { Channel, CreateInbox, Inbox, InboxChange, Language, OfficeHours } from '../../api/shapes.js';
import type { LevelRow } from '../skill-levels.js';
import { newWebchat, type WebchatValues, webchatSettings, webchatValuesOf } from './webchat/webchat-values.js';
import { type BotValues, botSecrets, botSettings, botValuesOf, changedBotSecrets, newBot } from './bots/bot-values.js';
import { mailSettings, type MailValues, mailValuesOf, newMailbox } from './mail-values.js';

/** What the form of an inbox holds: all channels' fields, of which one channel's are shown. */
export type InboxValues = MailValues &
  BotValues &
  WebchatValues & {
    channel: Channel;
    name: string;
    team: string;
    language: Language | '';
    active: boolean;
    skills: LevelRow[];
    /** Null: the organisation's. */
    officeHours: OfficeHours | null;
  };

export type InboxForm = UseFormReturnType<InboxValues>;

export function newInbox(channel: Channel, team: string): InboxValues {
  return {
    ...newMailbox(),
    ...newBot(),
    ...newWebchat(),
    channel,
    name: '',
    team,
    language: '',
    active: true,
    skills: [],
    officeHours: null,
  };
}

/** An inbox as its form shows it. Secrets are never read back: their fields are empty. */
export function valuesOf(inbox: Inbox): InboxValues {
  const blank = newInbox(inbox.channel, inbox.team.id);
  return {
    ...blank,
    ...mailValuesOf(inbox.settings),
    ...botValuesOf(inbox.settings),
    ...webchatValuesOf(inbox.settings),
    name: inbox.name,
    language: inbox.language ?? '',
    active: inbox.active,
    skills: inbox.skills,
    officeHours: inbox.officeHours,
  };
}

/** The form as a new inbox. */
export function creationOf(values: InboxValues): CreateInbox {
  const common = {
    name: values.name.trim(),
    team: values.team,
    language: values.language || null,
    active: values.active,
    skills: skillsOf(values),
    officeHours: values.officeHours,
  };
  switch (values.channel) {
    case 'email':
      return {
        channel: 'email',
        ...common,
        settings: mailSettings(values),
        secrets: { imapPassword: values.imap.password, smtpPassword: values.smtp.password || values.imap.password },
      };
    case 'telegram':
      return { channel: 'telegram', ...common, settings: botSettings(values), secrets: botSecrets(values) };
    case 'webchat':
      return { channel: 'webchat', ...common, settings: webchatSettings(values) };
  }
}

/** The form as a change of an inbox: secrets only where something was typed. */
export function changeOf(values: InboxValues): InboxChange {
  const { settings, secrets: _, channel, ...common } = { secrets: undefined, ...creationOf(values) };
  const changed = channel === 'email' ? changedMailSecrets(values) : channel === 'telegram' ? changedBotSecrets(values) : {};
  return { ...common, settings, ...(Object.keys(changed).length > 0 ? { secrets: changed } : {}) };
}

function changedMailSecrets(values: InboxValues): Record<string, string> {
  const typed = { imapPassword: values.imap.password, smtpPassword: smtpPasswordOf(values) };
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
}

/** Who signs in to both servers by the same name has one password, which is typed once. */
function smtpPasswordOf({ imap, smtp, readsMailbox }: InboxValues): string {
  return smtp.password || (readsMailbox && smtp.user === imap.user ? imap.password : '');
}

function skillsOf({ skills }: InboxValues) {
  return skills.map(({ skill, level, required = true }) => ({ skill, level, required }));
}
