import { IconNote } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Note } from '../api/shapes.js';
import { Moment } from '../words/ago.js';
import classes from './note-card.module.css';
import { PlainText } from './plain-text.js';

/** What only agents see: on paper of another colour, and said so. */
export function NoteCard({ note }: { note: Note }) {
  const { t } = useTranslation();
  return (
    <article className={classes.note} aria-label={t('timeline.noteBy', { name: note.author.name })}>
      <header className={classes.head}>
        <IconNote size={16} aria-hidden="true" />
        <bdi className={classes.name}>{note.author.name}</bdi>
        <span>{t('timeline.noteSeen')}</span>
        <Moment at={note.at} className={classes.at} />
      </header>
      <PlainText text={note.text} />
    </article>
  );
}
