import { Skeleton, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconUser, IconUsers } from '@tabler/icons-react';
import { lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SuggestedAnswer } from '../api/shapes.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { useAction } from '../keyboard/keyboard.js';
import { everybody, leftOut } from './answering.js';
import { strangers } from './faults.js';
import { Faults } from './faults-list.js';
import { everybodyOf, FIELDS, type Person, type Recipients, shownPerson } from './person.js';
import classes from './recipients-line.module.css';

const RecipientFields = lazy(async () => ({
  default: (await import('./recipient-fields.js')).RecipientFields,
}));

type Props = {
  recipients: Recipients;
  onChange: (recipients: Recipients) => void;
  answer: SuggestedAnswer;
  /** Whom to offer before anything is typed. */
  participants: readonly Person[];
  own: readonly string[];
  open: boolean;
  onOpen: (open: boolean) => void;
};

/** To whom a mail goes, in sight before it is sent (fail:S7): one line, and fields when it is opened. */
export function RecipientsLine({ recipients, onChange, answer, participants, own, open, onOpen }: Props) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const all = everybodyOf(recipients);
  useAction('recipients', () => onOpen(true));
  const close = (): void => {
    onOpen(false);
    button.current?.focus();
  };
  return (
    <div className={classes.recipients}>
      <div className={classes.line}>
        <KeyHint action="recipients" disabled={open}>
          <UnstyledButton ref={button} className={classes.summary} aria-expanded={open} onClick={() => onOpen(!open)}>
            <span className={classes.who}>
              <Summary recipients={recipients} />
            </span>
            {all.length > 1 && <span className={classes.count}>{t('recipients.count', { count: all.length })}</span>}
            <IconChevronDown size={14} aria-hidden="true" />
          </UnstyledButton>
        </KeyHint>
        <AllOrOne recipients={recipients} onChange={onChange} answer={answer} />
      </div>
      {open && (
        <Suspense fallback={<Skeleton height={104} />}>
          <RecipientFields {...{ recipients, onChange, participants, own }} onClose={close} />
        </Suspense>
      )}
      <Faults recipients={recipients} own={own} />
      <Joined recipients={recipients} onChange={onChange} answer={answer} />
    </div>
  );
}

function Summary({ recipients }: { recipients: Recipients }) {
  const { t } = useTranslation();
  const all = everybodyOf(recipients);
  if (all.length === 0) return t('recipients.nobody');
  // Of one the whole address, so that a name cannot pass for another; of many it is behind the line.
  const shown = (person: Person): string => (all.length === 1 ? shownPerson(person) : person.name || person.address);
  return FIELDS.filter((field) => recipients[field].length > 0).map((field, at) => (
    <span key={field} className={classes.field}>
      {at > 0 && ' · '}
      {t(`mail.${field}`)}: <bdi>{recipients[field].map(shown).join(', ')}</bdi>
    </span>
  ));
}

/** Answering everybody, or only whom the customer asks to: one press either way. */
function AllOrOne({ recipients, onChange, answer }: Pick<Props, 'recipients' | 'onChange' | 'answer'>) {
  const { t } = useTranslation();
  const out = leftOut(answer, recipients).length > 0;
  const others = recipients.cc.length + recipients.bcc.length > 0;
  const toAll = (): void => onChange({ ...everybody(answer), bcc: recipients.bcc });
  const toOne = (): void => onChange({ to: answer.to, cc: [], bcc: [] });
  useAction('replyAll', out ? toAll : toOne, out || others);
  if (!out && !others) return null;
  const Icon = out ? IconUsers : IconUser;
  return (
    <KeyHint action="replyAll" label={t(out ? 'recipients.toAll' : 'recipients.toOne')}>
      <UnstyledButton className={classes.all} onClick={out ? toAll : toOne}>
        <Icon size={14} aria-hidden="true" />
        {t(out ? 'recipients.toAll' : 'recipients.toOne')}
      </UnstyledButton>
    </KeyHint>
  );
}

/** Somebody whom no earlier mail named would get what was meant for the customer (fail:S8). */
function Joined({ recipients, onChange, answer }: Pick<Props, 'recipients' | 'onChange' | 'answer'>) {
  const { t } = useTranslation();
  const joined = strangers(recipients, answer.joined);
  if (joined.length === 0) return null;
  const without = (people: readonly Person[]): Person[] => people.filter((one) => !joined.includes(one));
  return (
    <div className={classes.joined} role="status">
      <IconAlertTriangle size={14} aria-hidden="true" />
      <span>
        {t('recipients.joined', { count: joined.length })} <bdi>{joined.map(({ address }) => address).join(', ')}</bdi>
      </span>
      <UnstyledButton
        className={classes.all}
        onClick={() => onChange({ to: without(recipients.to), cc: without(recipients.cc), bcc: without(recipients.bcc) })}
      >
        {t('recipients.leaveOut')}
      </UnstyledButton>
    </div>
  );
}
