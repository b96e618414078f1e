import { MantineProvider } from '@mantine/core';
import { type NotificationData, Notifications, notifications } from '@mantine/notifications';
import '@mantine/core/styles/Notification.css';
import '@mantine/notifications/styles.css';
import { createRoot } from 'react-dom/client';
import { styleNonce } from './style-nonce.js';
import { resolveColours, theme } from './theme.js';

// A root of its own, so that the pages need not know whether this has been fetched.
const place = document.body.appendChild(document.createElement('div'));
createRoot(place).render(
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    getStyleNonce={styleNonce}
    cssVariablesResolver={resolveColours}
    withCssVariables={false}
    withGlobalClasses={false}
  >
    <Notifications position="bottom-left" limit={4} />
  </MantineProvider>,
);

export function show(data: NotificationData): void {
  notifications.show(data);
}
