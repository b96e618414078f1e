import { useTranslation } from 'react-i18next';
import { UndoButton } from '../composer/undo-button.js';
import type { Delivery, Message } from '../api/shapes.js';
import { useMe } from '../session/session.js';
import { moment } from '../words/time.js';
import { useLocale } from '../words/use-locale.js';
import { useNow } from '../words/use-now.js';
import { DeliveryIcon } from './delivery-icon.js';
import classes from './delivery-line.module.css';
import { DeliveryRecipients } from './delivery-recipients.js';
import { isTroubled, summaryOf } from './delivery-state.js';
import { HeldLine } from './held-line.js';
import { TryAgain } from './try-again.js';

type Props = { message: Message; delivery: Delivery; number: number };

/** How far a message has come on its way, and what can be done where it has not arrived (fail:S1). */
export function DeliveryLine({ message, delivery, number }: Props) {
  const me = useMe();
  const words = useWords(delivery);
  if (delivery.state === 'held' && delivery.notBefore) {
    return (
      <HeldLine until={delivery.notBefore} classes={classes}>
        {message.author.id === me.id && <UndoButton message={message} number={number} />}
      </HeldLine>
    );
  }
  const troubled = isTroubled(delivery.state);
  const several = delivery.recipients.length > 1;
  return (
    <div className={classes.line} data-state={summaryOf(delivery).state} role={troubled ? 'alert' : undefined}>
      <DeliveryIcon state={summaryOf(delivery).state} />
      <span className={classes.words}>{words}</span>
      {troubled && <TryAgain message={message} number={number} recipient={several ? null : (delivery.recipients[0]?.address ?? null)} />}
      {several && <DeliveryRecipients message={message} delivery={delivery} number={number} />}
    </div>
  );
}

function useWords(delivery: Delivery): string {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const { state, reason, troubled } = summaryOf(delivery);
  const next = state === 'retrying' && delivery.notBefore ? t('delivery.nextTry', { at: moment(delivery.notBefore, now, locale) }) : null;
  const hint = state === 'unknown' ? t('delivery.unknownHint') : null;
  // Of several, each says its own below.
  if (troubled > 0) return [t('delivery.notAll', { troubled, count: delivery.recipients.length }), hint].flatMap(sentence).join(' ');
  return [t(`delivery.${state}`), reason, next, hint].flatMap(sentence).join(' ');
}

/** Reasons come as sentences or as their beginnings. */
function sentence(words: string | null, at: number, all: readonly (string | null)[]): string[] {
  if (!words) return [];
  return all.filter(Boolean).length > 1 && !/[.!?…]$/.test(words) ? [`${words}.`] : [words];
}
