import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import classes from './chat.module.css';

type Counted = Message['reactions'][number] & { readonly times: number };

function counted(reactions: Message['reactions']): Counted[] {
  const same = (one: Message['reactions'][number], other: Message['reactions'][number]): boolean =>
    one.by === other.by && one.emoji === other.emoji;
  const first = reactions.filter((one, at) => reactions.findIndex((other) => same(one, other)) === at);
  return first.map((one) => ({ ...one, times: reactions.filter((other) => same(one, other)).length }));
}

/** What stands under a message, each sign once with who put it there. */
export function Reactions({ reactions }: Pick<Message, 'reactions'>) {
  const { t } = useTranslation();
  if (reactions.length === 0) return null;
  return (
    <ul className={classes.reactions} aria-label={t('chat.reactions')}>
      {counted(reactions).map(({ by, emoji, times }) => {
        const whose = t(by === 'contact' ? 'chat.reactedCustomer' : 'chat.reactedUs');
        return (
          <li key={`${by} ${emoji}`} data-by={by} title={whose}>
            <span aria-hidden="true">{emoji}</span>
            {times > 1 && <span className={classes.times}>{times}</span>}
            <span className={classes.hidden}>
              {emoji} {whose}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
