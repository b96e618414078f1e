import { Button, Checkbox, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import settingsClasses from '../../../settings-page.module.css';
import { FIELD_KINDS, type FieldValues, FORM_LIMITS, newOption, ofKind, saidIn } from './form-values.js';
import classes from './forms.module.css';
import { OrderedList } from './ordered-list.js';
import { PairFields } from './pair-fields.js';

type Props = {
  field: FieldValues;
  /** Its place, from 0. */
  at: number;
  /** What the API refused of it, by the part. */
  errors: (part: string) => ReactNode;
  onChange: (field: FieldValues) => void;
};

/** One question of a form. */
export function FieldCard({ field, at, errors, onChange }: Props) {
  const { t } = useTranslation();
  const kinds = FIELD_KINDS.map((value) => ({ value, label: t(`webchat.kinds.${value}`) }));
  return (
    <div className={classes.field}>
      <p className={classes.fieldName}>{t('webchat.fieldPlace', { at: at + 1 })}</p>
      <PairFields
        label={t('webchat.question')}
        value={field.label}
        errors={[errors('label.ru'), errors('label.en')]}
        onChange={(label) => onChange({ ...field, label })}
      />
      <div className={classes.kind}>
        <Select
          aria-label={t('webchat.kind')}
          data={kinds}
          allowDeselect={false}
          value={field.kind}
          onChange={(kind) => kind && onChange(ofKind(field, kind))}
        />
        <Checkbox
          label={t('webchat.required')}
          checked={field.required}
          onChange={(event) => onChange({ ...field, required: event.currentTarget.checked })}
        />
      </div>
      {field.kind === 'choice' && <Options field={field} errors={errors} onChange={onChange} />}
    </div>
  );
}

function Options({ field, errors, onChange }: Omit<Props, 'at'>) {
  const { t, i18n } = useTranslation();
  const { options } = field;
  return (
    <div role="group" aria-label={t('webchat.options')}>
      <OrderedList
        compact
        least={2}
        items={options}
        onChange={(next) => onChange({ ...field, options: next })}
        nameOf={(option, at) => saidIn(option, i18n.language) || t('webchat.optionNumber', { at: at + 1 })}
      >
        {(option, change, at) => (
          <PairFields
            label={t('webchat.optionNumber', { at: at + 1 })}
            isQuiet
            value={option}
            errors={[errors(`options.${at}.ru`), errors(`options.${at}.en`)]}
            onChange={(pair) => change({ ...option, ...pair })}
          />
        )}
      </OrderedList>
      <div className={classes.add}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={options.length >= FORM_LIMITS.options}
          onClick={() => onChange({ ...field, options: [...options, newOption()] })}
        >
          {t('webchat.addOption')}
        </Button>
        <span className={settingsClasses.hint}>{t('webchat.optionLimit', { count: options.length, most: FORM_LIMITS.options })}</span>
      </div>
    </div>
  );
}
