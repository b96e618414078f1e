import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FORM_LIMITS, type Pair } from './form-values.js';
import classes from './forms.module.css';

type Props = {
  label: string;
  value: Pair;
  onChange: (value: Pair) => void;
  /** Of the Russian words and of the English ones. */
  errors?: readonly [ReactNode, ReactNode];
  /** The label is for those alone who do not see the fields. */
  isQuiet?: boolean;
};

/** The same words in both languages; one is enough, and is then said in both. */
export function PairFields({ label, value, onChange, errors = [null, null], isQuiet = false }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      {(['ru', 'en'] as const).map((language, at) => {
        const other = value[language === 'ru' ? 'en' : 'ru'];
        const name = `${label} · ${t(`webchat.in.${language}`)}`;
        return (
          <TextInput
            key={language}
            {...(isQuiet ? { 'aria-label': name } : { label: name })}
            lang={language}
            placeholder={other || (isQuiet ? t(`webchat.in.${language}`) : '')}
            maxLength={FORM_LIMITS.label}
            required={other.trim() === ''}
            withAsterisk={false}
            value={value[language]}
            error={errors[at]}
            onChange={(event) => onChange({ ru: value.ru, en: value.en, [language]: event.currentTarget.value })}
          />
        );
      })}
    </div>
  );
}
