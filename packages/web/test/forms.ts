import { expect } from 'vitest';
import type { Visited } from './visit.js';

/** Somebody who is logged in. */
export interface Member {
  get(address: string): Promise<Response>;
  /** What the form of a page holds: its address, and the values of its fields. */
  form(address: string): Promise<SentForm>;
  /** Sends the form of a page with some fields changed; `undefined` leaves one out, as a box that is not ticked. */
  submit(address: string, changes?: FormChanges): Promise<Response>;
  readonly headers: { readonly cookie: string };
}

export type FormChanges = Readonly<Record<string, string | undefined>>;

export interface SentForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Logs in to the pages of a hub. */
export async function member(visited: Visited, user: string): Promise<Member> {
  const response = await visited.post('login', { user, password: 'pw' });
  expect(response.status).toBe(303);
  const headers = { cookie: response.headers.get('set-cookie')!.split(';')[0]! };
  const get = (address: string) => visited.get(address, headers);
  const form = async (address: string) => formOf(await (await get(address)).text());
  return {
    headers,
    get,
    form,
    async submit(address, changes = {}) {
      const { action, fields } = await form(address);
      return visited.post(action, changed(fields, changes), headers);
    },
  };
}

/** Fields with some changed. */
export function changed(
  fields: Readonly<Record<string, string>>,
  changes: FormChanges,
): Record<string, string> {
  const all = Object.entries({ ...fields, ...changes });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The form in the content of a page, as a browser would send it. */
export function formOf(page: string): SentForm {
  const main = page.slice(page.indexOf('<main'), page.indexOf('</main>'));
  const [, action, inside] =
    /<form class="(?:edit|actions)" method="post" action="([^"]*)">([\s\S]*?)<\/form>/.exec(main) ?? [];
  expect(action, main).toBeDefined();
  const fields: Record<string, string> = {};
  for (const [tag] of inside!.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name')!;
    if (tag.includes('type="checkbox"') && !/\schecked/.test(tag)) continue;
    fields[name] = attribute(tag, 'value') ?? '';
  }
  for (const [, name, options] of inside!.matchAll(/<select name="([^"]*)">([\s\S]*?)<\/select>/g))
    fields[name!] = /value="([^"]*)"\s+selected/.exec(options!)?.[1] ?? '';
  return { action: unescaped(action!), fields };
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** Where a page led after it did something. */
export const ledTo = (response: Response) => [response.status, response.headers.get('location')];
