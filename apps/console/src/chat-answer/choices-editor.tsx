import { Button, CloseButton, TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeDraft } from '../composer/drafts.js';
import classes from './chat-answer.module.css';
import { LONGEST_CHOICE, MOST_CHOICES, withChoice } from './choices.js';
import type { DraftId } from '../composer/draft.js';

type Props = { id: DraftId; choices: readonly string[]; onClose: () => void };

/** Labels of the buttons below an answer. */
export function ChoicesEditor({ id, choices, onClose }: Props) {
  const { t } = useTranslation();
  const [label, setLabel] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const set = (next: readonly string[]): void => changeDraft(id, () => ({ choices: next }));
  const add = (): void => {
    set(withChoice(choices, label));
    setLabel('');
    field.current?.focus();
  };
  const remove = (one: string): void => {
    set(choices.filter((other) => other !== one));
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Backspace' && label === '' && choices.length > 0) set(choices.slice(0, -1));
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    add();
  };
  return (
    <div className={classes.choices} role="group" aria-label={t('chatAnswer.buttons')}>
      {choices.map((one) => (
        <span key={one} className={classes.choice}>
          <bdi>{one}</bdi>
          <CloseButton size="xs" aria-label={t('chatAnswer.removeButton', { label: one })} onClick={() => remove(one)} />
        </span>
      ))}
      {choices.length < MOST_CHOICES ? (
        <span className={classes.adding}>
          <TextInput
            ref={field}
            size="xs"
            value={label}
            maxLength={LONGEST_CHOICE}
            onChange={(event) => setLabel(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            // What is typed and not yet added would be left out of what is sent.
            onBlur={() => {
              set(withChoice(choices, label));
              setLabel('');
            }}
            placeholder={t('chatAnswer.addButton')}
            aria-label={t('chatAnswer.addButton')}
            autoFocus={choices.length === 0}
          />
          <Button size="compact-sm" variant="default" onMouseDown={(event) => event.preventDefault()} onClick={add}>
            {t('chatAnswer.add')}
          </Button>
        </span>
      ) : (
        <span className={classes.hint}>{t('chatAnswer.buttonsFull', { count: MOST_CHOICES })}</span>
      )}
      <span className={classes.hint}>{t('chatAnswer.buttonsHint')}</span>
    </div>
  );
}
