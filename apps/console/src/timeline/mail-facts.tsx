import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { fullMoment } from '../words/time.js';
import classes from './mail-facts.module.css';
import { useLocale } from '../words/use-locale.js';

type Address = Message['to'][number];

/** The envelope of a mail: addresses, subject, and what the receiving server found out of its sender. */
export function MailFacts({ message }: { message: Message }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { authentication } = message;
  const checks = (['spf', 'dkim', 'dmarc'] as const).flatMap((name) =>
    authentication?.[name] ? `${name.toUpperCase()}: ${authentication[name]}` : [],
  );
  const facts: [string, string][] = [
    [t('mail.from'), message.from ? shown(message.from) : ''],
    [t('mail.to'), message.to.map(shown).join(', ')],
    [t('mail.cc'), message.cc.map(shown).join(', ')],
    [t('mail.bcc'), message.bcc.map(shown).join(', ')],
    [t('mail.subject'), message.subject ?? ''],
    [t('mail.written'), message.sourceAt ? fullMoment(message.sourceAt, locale) : ''],
    [t('mail.received'), fullMoment(message.receivedAt, locale)],
    [t('mail.checks'), checks.join(', ')],
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
    </dl>
  );
}

function shown({ name, address }: Address): string {
  return name ? `${name} <${address}>` : address;
}
