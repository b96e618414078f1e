import '../look/mantine-fields.js';
import { Combobox, Pill, PillsInput, useCombobox } from '@mantine/core';
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from './faults.js';
import { parsePeople } from './parse-people.js';
import { everybodyOf, type Field, type Person, type Recipients, shownPerson, withoutPerson, withPeople } from './person.js';
import classes from './recipients-line.module.css';
import { useFoundPeople } from './use-found-people.js';

type Props = {
  field: Field;
  recipients: Recipients;
  onChange: (recipients: Recipients) => void;
  participants: readonly Person[];
  own: readonly string[];
  autoFocus?: boolean;
  /** Where there is room for those who may be meant. */
  offers?: 'above' | 'below';
};

/** One field of addresses: typed, pasted as a list, or chosen among people who are known. */
export function RecipientField({ field, recipients, onChange, participants, own, autoFocus = false, offers = 'above' }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const found = useFoundPeople(text, participants, [...everybodyOf(recipients).map(({ address }) => address), ...own]);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const label = useId();

  const add = (people: readonly Person[]): void => {
    setText('');
    combobox.closeDropdown();
    if (people.length > 0) onChange(withPeople(recipients, field, people));
  };
  const type = (typed: string): void => {
    if (isComplete(typed)) {
      add(parsePeople(typed));
      return;
    }
    setText(typed);
    combobox.openDropdown();
    combobox.resetSelectedOption();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const chosen = combobox.dropdownOpened && combobox.getSelectedOptionIndex() >= 0;
    if (event.key === 'Backspace' && text === '') onChange({ ...recipients, [field]: recipients[field].slice(0, -1) });
    if (event.key === 'Enter' && !chosen) {
      event.preventDefault();
      add(parsePeople(text));
    }
    if (event.key === 'Escape' && combobox.dropdownOpened) {
      event.preventDefault();
      combobox.closeDropdown();
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData.getData('text/plain');
    if (!/[,;\n@]/.test(pasted)) return;
    event.preventDefault();
    add(parsePeople(`${text}${pasted}`));
  };

  return (
    <div className={classes.row}>
      <span className={classes.label} id={label}>
        {t(`mail.${field}`)}
      </span>
      <Combobox
        store={combobox}
        onOptionSubmit={(address) => add(found.filter((one) => one.address === address))}
        position={offers === 'above' ? 'top-start' : 'bottom-start'}
      >
        <Combobox.DropdownTarget>
          <PillsInput size="xs" classNames={{ input: classes.pills }}>
            <Pill.Group>
              {recipients[field].map((person) => (
                <Chip
                  key={person.address}
                  person={person}
                  faulty={faultOf(person, own) !== null}
                  onRemove={() => onChange(withoutPerson(recipients, field, person.address))}
                />
              ))}
              <Combobox.EventsTarget>
                <PillsInput.Field
                  value={text}
                  onChange={(event) => type(event.currentTarget.value)}
                  onKeyDown={onKeyDown}
                  onPaste={onPaste}
                  // What is typed and not yet a chip would be left out of what is sent.
                  onBlur={() => add(parsePeople(text))}
                  aria-labelledby={label}
                  autoComplete="off"
                  spellCheck={false}
                  inputMode="email"
                  autoFocus={autoFocus}
                />
              </Combobox.EventsTarget>
            </Pill.Group>
          </PillsInput>
        </Combobox.DropdownTarget>
        <Combobox.Dropdown hidden={found.length === 0}>
          <Combobox.Options aria-labelledby={label}>
            {found.map((person) => (
              <Combobox.Option key={person.address} value={person.address} className={classes.option}>
                {person.name && <bdi>{person.name}</bdi>}
                <bdi>{person.address}</bdi>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  );
}

function Chip({ person, faulty, onRemove }: { person: Person; faulty: boolean; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <Pill
      withRemoveButton
      onRemove={onRemove}
      // Mantine hides it from whoever cannot point at it.
      removeButtonProps={{ 'aria-label': t('recipients.remove', { address: person.address }), 'aria-hidden': false, tabIndex: 0 }}
      className={classes.pill}
      data-faulty={faulty || undefined}
      title={shownPerson(person)}
    >
      <bdi>{shownPerson(person)}</bdi>
    </Pill>
  );
}

/** A separator after something, outside of quotes and brackets, or an address with a space behind it: the next one begins. */
function isComplete(text: string): boolean {
  const open = (text.match(/"/g)?.length ?? 0) % 2 === 1 || text.lastIndexOf('<') > text.lastIndexOf('>');
  return (!open && /\S\s*[,;\n]\s*$/.test(text)) || /^\s*\S+@\S+\.\S+\s$/.test(text);
}
