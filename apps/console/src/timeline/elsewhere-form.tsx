import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../api/problem-notice.js';
import type { Message } from '../api/shapes.js';
import { faultOf } from '../recipients/faults.js';
import { parsePeople } from '../recipients/parse-people.js';
import classes from './delivery-line.module.css';
import { useRetry } from './use-retry.js';

type Props = { message: Message; number: number; recipient: string; onDone: () => void };

/** Another address in place of one that a mail did not reach. It begins with that one: most often a letter is wrong. */
export function ElsewhereForm({ message, number, recipient, onDone }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(recipient);
  const [asked, setAsked] = useState(false);
  const retry = useRetry(message, number);
  const person = parsePeople(text)[0] ?? { address: '', name: '' };
  const fault = faultOf(person, message.from ? [message.from.address] : []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (!fault)
      retry.mutate({ recipient, to: { address: person.address, ...(person.name ? { name: person.name } : {}) } }, { onSuccess: onDone });
  };
  return (
    <form className={classes.elsewhere} onSubmit={submit}>
      <TextInput
        size="xs"
        label={t('elsewhere.label', { address: recipient })}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        error={asked && fault && t(`recipients.fault.${fault}`)}
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        autoFocus
      />
      {retry.isError && <ProblemNotice error={retry.error} />}
      <Button size="xs" type="submit" loading={retry.isPending} disabled={person.address.toLowerCase() === recipient.toLowerCase()}>
        {t('elsewhere.send')}
      </Button>
    </form>
  );
}
