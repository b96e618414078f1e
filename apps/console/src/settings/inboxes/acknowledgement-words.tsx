import { Button, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnAcknowledgement } from '../../api/shapes.js';
import classes from './acknowledgement-words.module.css';
import type { InboxForm } from './inbox-values.js';
import { useVariableName } from './use-variable-name.js';

type Props = { form: InboxForm; language: 'ru' | 'en'; own: OwnAcknowledgement };

/** The words in one language: our own as they will be read, or fields for those of the organisation. */
export function AcknowledgementWords({ form, language, own }: Props) {
  const { t } = useTranslation();
  const path = `acknowledgement.${language}` as const;
  const ours = own.texts[language];
  const [isOurs, setOurs] = useState(form.values.acknowledgement[language].text === '');
  const choose = (next: boolean): void => {
    setOurs(next);
    form.setFieldValue(path, next ? { subject: '', text: '' } : { subject: ours.subject ?? '', text: ours.text });
  };
  return (
    <div className={classes.words}>
      {isOurs ? <OurText language={language} own={own} /> : <OwnText form={form} language={language} own={own} />}
      <div>
        <Button size="xs" variant="default" onClick={() => choose(!isOurs)}>
          {t(isOurs ? 'acknowledgement.edit' : 'acknowledgement.useOurs', { language: t(`acknowledgement.language.${language}`) })}
        </Button>
      </div>
    </div>
  );
}

/** With the names of what is filled in, in place of its codes. */
function OurText({ language, own }: Omit<Props, 'form'>) {
  const { t } = useTranslation();
  const nameOf = useVariableName();
  const label = t('acknowledgement.text', { language: t(`acknowledgement.language.${language}`) });
  return (
    <div>
      <div className={classes.label}>{label}</div>
      <div className={classes.ours} role="group" aria-label={label} lang={language}>
        {own.texts[language].text.split(/\{\{([^{}]*)\}\}/).map((part, at) => {
          const variable = at % 2 === 1 && own.variables.find((name) => name === part.trim());
          if (!variable) return part;
          return (
            // Parts never move: their place is their identity.
            <span key={at} className={classes.filled}>
              {nameOf(variable)}
            </span>
          );
        })}
      </div>
    </div>
  );
}

function OwnText({ form, language, own }: Props) {
  const { t } = useTranslation();
  const nameOf = useVariableName();
  const field = useRef<HTMLTextAreaElement>(null);
  const path = `acknowledgement.${language}` as const;
  const { text } = form.values.acknowledgement[language];
  const named = { language: t(`acknowledgement.language.${language}`) };
  const insert = (variable: string): void => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    form.setFieldValue(`${path}.text`, `${text.slice(0, selectionStart)}{{${variable}}}${text.slice(selectionEnd)}`);
    field.current?.focus();
  };
  return (
    <>
      <TextInput
        label={t('acknowledgement.subject', named)}
        placeholder={t('acknowledgement.customersSubject')}
        maxLength={200}
        {...form.getInputProps(`${path}.subject`)}
      />
      <Textarea
        ref={field}
        label={t('acknowledgement.text', named)}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={5_000}
        {...form.getInputProps(`${path}.text`)}
      />
      <div className={classes.variables} role="group" aria-label={t('acknowledgement.variables')}>
        <span>{t('acknowledgement.variables')}</span>
        {own.variables.map((variable) => (
          <Button key={variable} size="compact-xs" variant="default" onClick={() => insert(variable)}>
            {nameOf(variable)}
          </Button>
        ))}
      </div>
    </>
  );
}
