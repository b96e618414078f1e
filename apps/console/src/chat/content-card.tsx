import { IconAddressBook, IconChartBar, IconForms, IconHandClick, IconMapPin, IconPhone, IconQuestionMark } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatContent } from '../api/shapes.js';
import classes from './chat.module.css';
import { PlainText } from '../timeline/plain-text.js';
import { coordinates, mapAddress, phoneAddress } from './content-links.js';

type Props = {
  content: ChatContent;
  /** The same in plain words. */
  text: string;
  /** Whether a kind that is not shown has been explained above. */
  explained: boolean;
};

/** What a message holds in place of words: a place, a contact, a poll, a throw of dice, a pressed button. */
export function ContentCard({ content, text, explained }: Props) {
  const { t } = useTranslation();
  switch (content.kind) {
    case 'location':
      return (
        <Card icon={<IconMapPin size={20} />} title={t(content.live ? 'chat.liveLocation' : 'chat.location')}>
          <span>{coordinates(content)}</span>
          <MapLink at={content} />
        </Card>
      );
    case 'venue':
      return (
        <Card icon={<IconMapPin size={20} />} title={content.title}>
          <bdi>{content.address}</bdi>
          <MapLink at={content} />
        </Card>
      );
    case 'contact':
      return (
        <Card icon={<IconAddressBook size={20} />} title={content.name || t('chat.contact')}>
          <a href={phoneAddress(content.phone)}>
            <IconPhone size={14} aria-hidden="true" /> <bdi>{content.phone}</bdi>
          </a>
        </Card>
      );
    case 'poll':
      return (
        <Card icon={<IconChartBar size={20} />} title={content.question} kind={t('chat.poll')}>
          <ul className={classes.options}>
            {content.options.map((option, at) => (
              // Options may be alike: their place is their identity.
              <li key={at}>{option}</li>
            ))}
          </ul>
        </Card>
      );
    case 'dice':
      return (
        <p className={classes.emoji}>
          {content.emoji} <span className={classes.value}>{content.value}</span>
        </p>
      );
    case 'choice':
      return (
        <p className={classes.pressed}>
          <IconHandClick size={18} aria-hidden="true" />
          <span>
            {t('chat.pressed')} <bdi>{content.label}</bdi>
          </span>
        </p>
      );
    case 'form':
      return (
        <>
          <Card icon={<IconForms size={20} />} title={content.topic}>
            {content.answers.length > 0 && <Answers answers={content.answers} />}
          </Card>
          {text.trim() !== '' && <PlainText text={text} />}
        </>
      );
    case 'other':
      if (text !== '') return <p className={classes.plain}>{text}</p>;
      return explained ? null : <Card icon={<IconQuestionMark size={20} />} title={t('chat.otherKind', { name: content.name })} />;
  }
}

/** Labels may be alike: their place is their identity. */
function Answers({ answers }: { answers: Extract<ChatContent, { kind: 'form' }>['answers'] }) {
  return (
    <dl className={classes.answers}>
      {answers.map(({ label, value }, at) => (
        <div key={at}>
          <dt>
            <bdi>{label}</bdi>
          </dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

type CardProps = { icon: ReactNode; title: string; kind?: string; children?: ReactNode };

function Card({ icon, title, kind, children }: CardProps) {
  return (
    <div className={classes.card}>
      <span className={classes.cardIcon} aria-hidden="true">
        {icon}
      </span>
      <div className={classes.cardWords}>
        {kind && <span className={classes.cardKind}>{kind}</span>}
        <bdi className={classes.cardTitle}>{title}</bdi>
        {children}
      </div>
    </div>
  );
}

/** Opened beside the console: nothing of a map is fetched before somebody asks for it. */
function MapLink({ at }: { at: { latitude: number; longitude: number } }) {
  const { t } = useTranslation();
  return (
    <a href={mapAddress(at)} target="_blank" rel="noopener noreferrer">
      {t('chat.map')}
    </a>
  );
}
