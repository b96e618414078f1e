import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { ProblemNotice } from '../api/problem-notice.js';
import type { Message } from '../api/shapes.js';
import { formatByKey } from '../formatting/format-by-key.js';
import { readMarks } from '../formatting/read-marks.js';
import { ticketQueryOptions } from '../tickets/ticket-queries.js';
import classes from './chat.module.css';
import { edit } from './editing.js';
import { marksOf } from '../formatting/marks-of-html.js';

/** Changes the words of an answer where they stand, and with them those in the customer's chat. */
export function EditForm({ message, number }: { message: Message; number: number }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const card = useRef<HTMLElement | null>(null);
  const [text, setText] = useState(() => (message.html === null ? message.text : marksOf(message.html)));
  const leave = (): void => {
    edit(null);
    card.current?.closest('article')?.focus();
  };
  const save = useMutation({
    mutationFn: () => change(message.id, text.trim()),
    onSuccess: (changed) => {
      client.setQueryData(
        ticketQueryOptions(number).queryKey,
        (ticket) => ticket && { ...ticket, timeline: ticket.timeline.map((item) => (item.id === changed.id ? changed : item)) },
      );
      leave();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['ticket', number], exact: true }),
  });
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (formatByKey(event)) return;
    if (event.key === 'Escape') leave();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save.mutate();
  };
  return (
    <form
      ref={(form) => {
        card.current = form;
      }}
      className={classes.edit}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Textarea
        autosize
        minRows={2}
        maxRows={14}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        aria-label={t('chat.changeText')}
        autoFocus
      />
      {save.error !== null && <ProblemNotice error={save.error} />}
      <div className={classes.editButtons}>
        <Button size="compact-sm" type="submit" loading={save.isPending} disabled={text.trim() === '' && message.attachments.length === 0}>
          {t('chat.saveChange')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={leave}>
          {t('chat.cancel')}
        </Button>
        <span>{t('chat.changeHint')}</span>
      </div>
    </form>
  );
}

async function change(id: string, text: string): Promise<Message> {
  const { html } = await readMarks(text);
  return answerOf(api.PATCH('/messages/{id}', { params: { path: { id } }, body: { text, ...(html === null ? {} : { html }) } }));
}
