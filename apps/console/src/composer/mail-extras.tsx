import { UnstyledButton } from '@mantine/core';
import { IconQuote, IconSignature } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PlainText } from '../timeline/plain-text.js';
import classes from './mail-extras.module.css';
import { changeDraft } from './drafts.js';
import type { Draft, DraftId } from './draft.js';

type Props = {
  id: DraftId;
  draft: Draft;
  /** As it would be put below; null: the team has none. */
  signature: string | null;
  /** Whether the inbox quotes unless the agent says otherwise; null: there is nothing to quote yet. */
  quotes: boolean | null;
};

/** What goes below the text of a mail, switched on and off: the signature, and what was said before. */
export function MailExtras({ id, draft, signature, quotes }: Props) {
  const { t } = useTranslation();
  const quote = draft.quote ?? quotes ?? false;
  return (
    <>
      {signature !== null && (
        <UnstyledButton
          className={classes.extra}
          aria-pressed={draft.signature}
          title={t('composer.signatureHint')}
          onClick={() => changeDraft(id, () => ({ signature: !draft.signature }))}
        >
          <IconSignature size={17} aria-hidden="true" />
          <span>{t('composer.signature')}</span>
        </UnstyledButton>
      )}
      {quotes !== null && (
        <UnstyledButton
          className={classes.extra}
          aria-pressed={quote}
          title={t('composer.quoteHint')}
          onClick={() => changeDraft(id, () => ({ quote: !quote }))}
        >
          <IconQuote size={17} aria-hidden="true" />
          <span>{t('composer.quote')}</span>
        </UnstyledButton>
      )}
    </>
  );
}

/** The signature where it will stand: its first line, which opens. */
export function SignaturePreview({ signature }: { signature: string }) {
  const { t } = useTranslation();
  return (
    <details className={classes.signature} aria-label={t('composer.signature')}>
      <summary>
        <bdi>{signature.replace(/[\s,]*\n\s*/g, ' · ')}</bdi>
      </summary>
      <PlainText text={signature} />
    </details>
  );
}
