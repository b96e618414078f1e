import { readFileSync } from 'node:fs';
import { CLIENT_TYPES, clientTypes } from './client-types.js';

test("the console's types are those of the API as it is: else run npm run -s generate:client", async () => {
  expect(readFileSync(CLIENT_TYPES, 'utf8')).toBe(await clientTypes());
});
