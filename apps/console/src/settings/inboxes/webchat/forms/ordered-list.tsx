import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './forms.module.css';
import { moved, withoutAt, withAt } from './reorder.js';

type Props<Item> = {
  items: readonly Item[];
  onChange: (items: Item[]) => void;
  /** What an item is called, for its buttons and for what is said of it. */
  nameOf: (item: Item, at: number) => string;
  /** Fewer there may not be. */
  least?: number;
  /** On one line with its buttons. */
  compact?: boolean;
  children: (item: Item, change: (item: Item) => void, at: number) => ReactNode;
};

/** A list that is put in order by buttons, so by keyboard too; what is deleted can be brought back. */
export function OrderedList<Item extends { key: string }>({ items, onChange, nameOf, least = 0, compact = false, children }: Props<Item>) {
  const { t } = useTranslation();
  const [removed, setRemoved] = useState<{ at: number; item: Item; name: string } | null>(null);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<string | null>(null);
  // A button that moves with its item loses the focus in some browsers.
  useEffect(() => {
    if (wanted.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-focus="${wanted.current}"]`)?.focus();
    wanted.current = null;
  });
  const move = (from: number, by: -1 | 1): void => {
    const item = items[from];
    if (!item) return;
    const atEnd = from + by === 0 || from + by === items.length - 1;
    wanted.current = `${atEnd ? -by : by} ${item.key}`;
    setRemoved(null);
    setSaid(t('webchat.moved', { name: nameOf(item, from), place: from + by + 1, count: items.length }));
    onChange(moved(items, from, by));
  };
  const remove = (at: number): void => {
    const item = items[at];
    if (!item) return;
    setRemoved({ at, item, name: nameOf(item, at) });
    wanted.current = 'undo';
    onChange(withoutAt(items, at));
  };
  const undo = (): void => {
    if (!removed) return;
    wanted.current = `remove ${removed.item.key}`;
    onChange(withAt(items, removed.at, removed.item));
    setRemoved(null);
  };
  const gap = removed && (
    <li key="removed" className={classes.removed} role="status">
      <span>{t('webchat.removed', { name: removed.name })}</span>
      <Button size="compact-sm" variant="default" data-focus="undo" onClick={undo}>
        {t('webchat.undo')}
      </Button>
    </li>
  );
  return (
    <>
      <ol ref={list} className={classes.list}>
        {items.map((item, at) => (
          <Row key={item.key} gap={removed?.at === at && gap}>
            <li className={compact ? classes.line : classes.item}>
              <div className={classes.content}>
                {children(item, (next) => onChange(items.map((one) => (one.key === item.key ? next : one))), at)}
              </div>
              <div className={classes.tools} role="group" aria-label={nameOf(item, at)}>
                <Tool
                  name={t('webchat.up', { name: nameOf(item, at) })}
                  focus={`-1 ${item.key}`}
                  off={at === 0}
                  onClick={() => move(at, -1)}
                >
                  <IconArrowUp size={16} />
                </Tool>
                <Tool
                  name={t('webchat.down', { name: nameOf(item, at) })}
                  focus={`1 ${item.key}`}
                  off={at === items.length - 1}
                  onClick={() => move(at, 1)}
                >
                  <IconArrowDown size={16} />
                </Tool>
                <Tool
                  name={t('webchat.remove', { name: nameOf(item, at) })}
                  focus={`remove ${item.key}`}
                  off={items.length <= least}
                  onClick={() => remove(at)}
                >
                  <IconTrash size={16} />
                </Tool>
              </div>
            </li>
          </Row>
        ))}
        {removed && removed.at >= items.length && gap}
      </ol>
      <div role="status" className={classes.said}>
        {said}
      </div>
    </>
  );
}

function Row({ gap, children }: { gap: ReactNode; children: ReactNode }) {
  return (
    <>
      {gap}
      {children}
    </>
  );
}

type ToolProps = { name: string; focus: string; off: boolean; onClick: () => void; children: ReactNode };

function Tool({ name, focus, off, onClick, children }: ToolProps) {
  return (
    <ActionIcon aria-label={name} title={name} data-focus={focus} disabled={off} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
