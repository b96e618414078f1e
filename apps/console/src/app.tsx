import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { makeQueryClient } from './api/query-client.js';
import { styleNonce } from './look/style-nonce.js';
import { resolveColours, theme } from './look/theme.js';
import { makeRouter } from './routes.js';
import { sessionQuery } from './session/session.js';

const client = makeQueryClient(signedOut);
const router = makeRouter(client);

/** The session ended on the server: the pages that need one leave for the sign-in page. */
function signedOut(): void {
  if (client.getQueryData(sessionQuery.queryKey) != null) client.setQueryData(sessionQuery.queryKey, null);
}

// All of Mantine's variables are written here, so that its sheet of defaults need not be loaded (4 kB).
export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      cssVariablesResolver={resolveColours}
      deduplicateCssVariables={false}
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
