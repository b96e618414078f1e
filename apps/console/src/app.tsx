import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { makeQueryClient } from './api/query-client.js';
import { styleNonce } from './look/style-nonce.js';
import { theme } from './look/theme.js';
import { makeRouter } from './routes.js';
import { sessionQuery } from './session/session.js';

const client = makeQueryClient(signedOut);
const router = makeRouter(client);

/** The session ended on the server: the guard of the pages sends to the sign-in page and back afterwards. */
function signedOut(): void {
  if (client.getQueryData(sessionQuery.queryKey) == null) return;
  client.setQueryData(sessionQuery.queryKey, null);
  void router.invalidate();
}

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={client}>
        <Notifications position="bottom-left" limit={4} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
