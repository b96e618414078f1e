import { z } from 'zod';
import { LiveFrame, LiveRequest } from './feed.js';
import type { Route } from './route.js';
import { ROUTES } from './routes.js';
import { apiSchemas, Problem } from './shapes.js';

type Json = { [key: string]: unknown };

/** The API as an OpenAPI 3.1 document, made from the route table. */
export function openApiDocument(version: string): Json {
  const routes: readonly Route[] = Object.values(ROUTES);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Otklik',
      version,
      description:
        'Errors are `application/problem+json`. Lists are paged by cursor. ' +
        'The PATCH of a ticket and a reply take `If-Match` with the version it was made for. Live updates: `WS /api/v1/live` (schemas LiveRequest, LiveFrame).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { token: [] }],
    paths: pathsOf(routes),
    components: {
      schemas: schemasOf(routes),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'otk_<installation>', description: 'With `X-CSRF-Token` on every write.' },
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'otk_...' },
      },
    },
  };
}

function pathsOf(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  return paths;
}

function operationOf(route: Route): Json {
  const parameters = [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)];
  const body = requestBodyOf(route);
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.path.split('/')[1]],
    'x-access': route.access,
    ...(route.access === 'anyone' && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: {
      [route.status]: {
        description: route.summary,
        ...(route.answer && { content: { 'application/json': { schema: refOrSchema(route.answer, 'output') } } }),
      },
      default: {
        description: route.errors ? `Error. To be reckoned with: ${route.errors.join(', ')}` : 'Error',
        content: { 'application/problem+json': { schema: refOrSchema(Problem, 'output') } },
      },
    },
  };
}

function pathParameters(route: Route): Json[] {
  return Array.from(route.path.matchAll(/\{(\w+)\}/g), ([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'number' ? { type: 'integer' } : { type: 'string' },
  }));
}

function queryParameters(route: Route): Json[] {
  if (!route.query) return [];
  const schema = toJson(route.query, 'input');
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    // A repeatable key is one value or several: on the wire both are the array, exploded.
    schema: arrayOf(property) ?? property,
  }));
}

function arrayOf(property: Json): Json | null {
  const choices = Array.isArray(property.anyOf) ? property.anyOf : [];
  return choices.find((choice: Json) => choice.type === 'array') ?? null;
}

function headerParameters(route: Route): Json[] {
  const header = (name: string, description: string): Json => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(route.once ? [header('Idempotency-Key', 'The same key gives the same answer for 24 hours.')] : []),
    ...(route.ifMatch ? [header('If-Match', 'The version of the ticket that it was made for, in quotes.')] : []),
  ];
}

function requestBodyOf(route: Route): Json | null {
  if (route.upload) {
    const schema = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  return route.body ? { required: true, content: { 'application/json': { schema: refOrSchema(route.body, 'input') } } } : null;
}

/** What is asked for is described as it may be sent, what is answered as it will be. */
function schemasOf(routes: readonly Route[]): Json {
  const bodies = new Set<z.ZodType>([LiveRequest, ...routes.flatMap((route) => (route.body ? [route.body] : []))]);
  const answers = new Set<z.ZodType>([LiveFrame, Problem, ...routes.flatMap((route) => (route.answer ? [route.answer] : []))]);
  const asked = registryJson('input');
  const answered = registryJson('output');
  const names = [...reachable(bodies, asked), ...reachable(answers, answered)].sort();
  const ownBodies = new Set([...bodies].map(nameOf));
  return Object.fromEntries(names.map((name) => [name, ownBodies.has(name) ? asked[name] : answered[name]]));
}

function reachable(from: ReadonlySet<z.ZodType>, schemas: Record<string, Json>): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, next = ''] of JSON.stringify(schemas[name]).matchAll(/#\/components\/schemas\/(\w+)/g)) visit(next);
  };
  for (const schema of from) visit(nameOf(schema));
  return [...found];
}

function nameOf(schema: z.ZodType): string {
  const name = apiSchemas.get(schema)?.id;
  if (name === undefined) throw new Error('A body or an answer of the API has no name: declare it with named().');
  return name;
}

function refOrSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const name = apiSchemas.get(schema)?.id;
  return name === undefined ? toJson(schema, io) : { $ref: `#/components/schemas/${name}` };
}

type JsonObject = Json & { properties?: Record<string, Json>; required?: unknown };

function toJson(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata: apiSchemas, override: tidy(io) });
  // Named schemas within are listed under `components`.
  return JSON.parse(JSON.stringify({ ...json, $defs: undefined }).replaceAll('#/$defs/', '#/components/schemas/'));
}

function registryJson(io: 'input' | 'output'): Record<string, Json> {
  const { schemas } = z.toJSONSchema(apiSchemas, {
    io,
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
    override: tidy(io),
  });
  return Object.fromEntries(Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]));
}

/** Leaves out what only says how JavaScript counts, and keeps answers open for fields to come. */
function tidy(io: 'input' | 'output') {
  return ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  };
}
