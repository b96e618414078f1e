import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconChecks,
  IconClock,
  IconClockExclamation,
  IconHelpCircle,
  IconLoader2,
} from '@tabler/icons-react';
import type { ShownState } from './delivery-state.js';

const ICONS = {
  held: IconClock,
  queued: IconClock,
  retrying: IconClockExclamation,
  sending: IconLoader2,
  accepted: IconCheck,
  delayed: IconClockExclamation,
  delivered: IconChecks,
  read: IconChecks,
  bounced: IconAlertTriangle,
  failed: IconAlertTriangle,
  unknown: IconHelpCircle,
  cancelled: IconBan,
} as const satisfies Record<ShownState, unknown>;

/** How far something has come, at a glance; the word stands beside it. */
export function DeliveryIcon({ state, size = 15 }: { state: ShownState; size?: number }) {
  const Icon = ICONS[state];
  return <Icon size={size} aria-hidden="true" />;
}
