import type { Bot } from './bot.js';
import type { BotApi } from './bot-api.js';
import { isJson, type Json } from './wire.js';

/** Calls a method as plain HTTP with a JSON body. @returns status and the whole answer */
export async function call(
  api: BotApi,
  bot: Bot,
  method: string,
  params: Json = {},
  signal?: AbortSignal,
): Promise<Json & { status: number }> {
  const response = await fetch(`${api.url}/bot${bot.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
    ...(signal !== undefined && { signal }),
  });
  return await answered(response);
}

/** Calls a method with files as multipart/form-data. */
export async function upload(
  api: BotApi,
  bot: Bot,
  method: string,
  fields: Readonly<Record<string, string | File>>,
): Promise<Json & { status: number }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return await answered(await fetch(`${api.url}/bot${bot.token}/${method}`, { method: 'POST', body: form }));
}

export async function answered(response: Response): Promise<Json & { status: number }> {
  const body: unknown = await response.json();
  if (!isJson(body)) throw new Error(`no JSON object: ${JSON.stringify(body)}`);
  return { ...body, status: response.status };
}

/** `result` of a successful call that gives one object. */
export async function resultOf(answer: Promise<Json & { status: number }>): Promise<Json> {
  const { status, result, description } = await answer;
  if (!isJson(result)) throw new Error(`no object: ${status} ${String(description)} ${JSON.stringify(result)}`);
  return result;
}

/** Updates of a `getUpdates` call. */
export async function updatesOf(answer: Promise<Json & { status: number }>): Promise<readonly Json[]> {
  const { status, result, description } = await answer;
  if (!Array.isArray(result)) throw new Error(`no updates: ${status} ${String(description)}`);
  return result.filter(isJson);
}
