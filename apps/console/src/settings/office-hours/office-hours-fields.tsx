import { TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfficeHours } from '../../api/shapes.js';
import { useLocale } from '../../words/use-locale.js';
import { BELOW } from '../described-below.js';
import classes from '../settings-page.module.css';
import { dayOf, hoursOf, hoursText, WEEKDAYS, type Weekday } from './week.js';

type Props = { value: OfficeHours; onChange: (hours: OfficeHours) => void };

/** When somebody is there to answer: the hours of each day, and the days that are closed. */
export function OfficeHoursFields({ value, onChange }: Props) {
  const setDay = (day: Weekday, periods: string[][]): void => onChange({ ...value, week: { ...value.week, [day]: periods } });
  return (
    <>
      <div className={classes.pair}>
        {WEEKDAYS.map((day) => (
          <DayField key={day} day={day} periods={value.week[day]} onChange={(periods) => setDay(day, periods)} />
        ))}
      </div>
      <ClosedDays days={value.closed} onChange={(closed) => onChange({ ...value, closed })} />
    </>
  );
}

/** What is no day is said, and not taken. */
function ClosedDays({ days, onChange }: { days: string[]; onChange: (days: string[]) => void }) {
  const { t } = useTranslation();
  const [wrong, setWrong] = useState<string | null>(null);
  const take = (typed: string[]): void => {
    setWrong(typed.find((text) => dayOf(text) === null) ?? null);
    const read = typed.map(dayOf).filter((day) => day !== null);
    onChange([...new Set(read)].sort());
  };
  return (
    <TagsInput
      label={t('hours.closed')}
      description={t('hours.closedHint')}
      {...BELOW}
      placeholder={days.length === 0 && wrong === null ? '2027-01-01' : ''}
      acceptValueOnBlur
      value={days}
      error={wrong !== null && t('hours.notADay', { day: wrong })}
      onChange={take}
    />
  );
}

type DayProps = { day: Weekday; periods: string[][]; onChange: (periods: string[][]) => void };

/** What is typed is kept as it is until it means something. */
function DayField({ day, periods, onChange }: DayProps) {
  const { t } = useTranslation();
  const name = useDayName(day);
  const [typed, setTyped] = useState(() => hoursText(periods));
  const wrong = hoursOf(typed) === null;
  return (
    <TextInput
      // What means nothing is not saved as something else.
      ref={(field) => field?.setCustomValidity(wrong ? t('hours.wrong') : '')}
      label={name}
      placeholder={t('hours.closedDay')}
      value={typed}
      error={wrong && t('hours.wrong')}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        const read = hoursOf(next);
        if (read) onChange(read);
      }}
      onBlur={() => setTyped(wrong ? typed : hoursText(periods))}
    />
  );
}

/** The first of June 2026 was a Monday. */
function useDayName(day: Weekday): string {
  const date = new Date(Date.UTC(2026, 5, 1 + WEEKDAYS.indexOf(day)));
  const name = new Intl.DateTimeFormat(useLocale(), { weekday: 'long', timeZone: 'UTC' }).format(date);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
