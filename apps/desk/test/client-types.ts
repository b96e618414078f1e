import path from 'node:path';
import { openApiDocument } from '@app/contracts';
import openapiTS, { astToString } from 'openapi-typescript';

/** Where the console keeps the types of the API that it calls. */
export const CLIENT_TYPES = path.resolve(import.meta.dirname, '../../console/src/api/schema.generated.ts');

/** TypeScript types of the whole API, made from its OpenAPI document. */
export async function clientTypes(): Promise<string> {
  const document = JSON.stringify(openApiDocument('0'));
  // What has a default may be left out of a body.
  const types = astToString(await openapiTS(document, { defaultNonNullable: false }));
  return `// Generated from the OpenAPI document by \`npm run -s generate:client\`. Do not edit.\n\n${types}`;
}
