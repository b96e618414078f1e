import { Button, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { fillSignature } from '../../composer/fill-signature.js';
import { useSession } from '../../session/session.js';
import { PlainText } from '../../timeline/plain-text.js';
import classes from './signature-field.module.css';

const VARIABLES = ['agent', 'team', 'organisation'] as const;

type Props = { value: string; onChange: (value: string) => void; team: string };

/** What goes below the answers of a team by mail, and how customers will see it. */
export function SignatureField({ value, onChange, team }: Props) {
  const { t } = useTranslation();
  const { agent, organisation } = useSession();
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (variable: string): void => {
    const { selectionStart = value.length, selectionEnd = value.length } = field.current ?? {};
    onChange(`${value.slice(0, selectionStart)}{{${variable}.name}}${value.slice(selectionEnd)}`);
    field.current?.focus();
  };
  return (
    <div className={classes.signature}>
      <Textarea
        ref={field}
        label={t('teams.signature')}
        description={t('teams.signatureHint')}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={2000}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={classes.variables}>
        {VARIABLES.map((variable) => (
          <Button key={variable} size="compact-xs" variant="default" onClick={() => insert(variable)}>
            {t(`teams.variable.${variable}`)}
          </Button>
        ))}
      </div>
      {value.trim() !== '' && (
        <div className={classes.preview} role="group" aria-label={t('teams.signaturePreview')}>
          <span>{t('teams.signaturePreview')}</span>
          <PlainText text={fillSignature(value, { agent: agent.name, team, organisation: organisation.name })} />
        </div>
      )}
    </div>
  );
}
