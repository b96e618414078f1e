import { CloseButton, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { showMessage } from '../timeline/show-message.js';
import classes from './chat-answer.module.css';

/** The message that is replied to, above the words. */
export function ReplyTarget({ message, onRemove }: { message: Message; onRemove: () => void }) {
  const { t } = useTranslation();
  const words = message.text || message.attachments.map(({ filename }) => filename).join(', ');
  return (
    <div className={classes.target}>
      <IconArrowBackUp size={17} aria-hidden="true" />
      <UnstyledButton className={classes.targetWords} onClick={() => showMessage(message.id)}>
        <span>{t('chatAnswer.replyingTo', { name: message.author.name })}</span>
        <bdi>{words}</bdi>
      </UnstyledButton>
      <CloseButton size="sm" onClick={onRemove} aria-label={t('chatAnswer.notReplying')} title={t('chatAnswer.notReplying')} />
    </div>
  );
}
