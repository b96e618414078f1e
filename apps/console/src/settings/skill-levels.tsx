import { ActionIcon, Button, Checkbox, Input, Rating, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { skillsQuery } from '../people/people-queries.js';
import classes from './skill-levels.module.css';

export type LevelRow = { skill: string; level: number; required?: boolean };

type Props = {
  label: string;
  description?: string;
  value: readonly LevelRow[];
  onChange: (rows: LevelRow[]) => void;
  /** Whether each row may be required or only preferred (of an inbox's tickets). */
  withRequired?: boolean;
};

/** Skills, each with a level from 1 to 5. */
export function SkillLevels({ label, description, value, onChange, withRequired = false }: Props) {
  const { t } = useTranslation();
  const { data: skills = [] } = useQuery(skillsQuery);
  const free = skills.map(({ name }) => name).filter((name) => !value.some((row) => row.skill === name));
  const change = (at: number, row: Partial<LevelRow>): void =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...row } : one)));
  const add = (): void => onChange([...value, { skill: free[0] ?? '', level: 3, ...(withRequired ? { required: true } : {}) }]);
  return (
    <Input.Wrapper label={label} description={skills.length === 0 ? t('skills.noneYet') : description} labelElement="div">
      <div className={classes.rows}>
        {value.map((row, at) => (
          <div key={row.skill} className={classes.row}>
            <Select
              className={classes.skill}
              aria-label={t('skills.skill')}
              data={[row.skill, ...free]}
              value={row.skill}
              onChange={(skill) => skill && change(at, { skill })}
              searchable
            />
            <Rating
              value={row.level}
              onChange={(level) => change(at, { level })}
              aria-label={t('skills.level')}
              getSymbolLabel={(level) => t('skills.levelOf', { level })}
            />
            {withRequired && (
              <Checkbox
                label={t('skills.required')}
                checked={row.required ?? true}
                onChange={(event) => change(at, { required: event.currentTarget.checked })}
              />
            )}
            <ActionIcon
              aria-label={t('skills.remove', { skill: row.skill })}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            >
              <IconX size={16} />
            </ActionIcon>
          </div>
        ))}
        {free.length > 0 && (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={15} />} onClick={add}>
            {t('skills.add')}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  );
}
