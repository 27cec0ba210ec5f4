import { PASSWORD } from '../seed-users.js';
import { changed, formOf, type FormChanges, type SentForm } from './form-of.js';
import type { PageVisitor } from './visit-pages.js';

/** Somebody who is logged in to the pages of a hub. */
export interface Member {
  get(address: string): Promise<Response>;
  /** The content of a page. Throws when the page is not to be had. */
  read(address: string): Promise<string>;
  /** What the form of a page holds: its address, and the values of its fields. */
  form(address: string): Promise<SentForm>;
  /** Sends the form of a page with some fields changed; `undefined` leaves one out, as a box that is not ticked. */
  submit(address: string, changes?: FormChanges): Promise<Response>;
  /** {@link submit} of the form whose button has this label, on a page with several. */
  press(address: string, button: string, changes?: FormChanges): Promise<Response>;
  /** What proves who it is, for requests by other means. */
  readonly headers: { readonly cookie: string };
}

/** Logs in to the pages of a hub. Throws when the pages refuse that. */
export async function login(visitor: PageVisitor, user: string, password = PASSWORD): Promise<Member> {
  const response = await visitor.post('login', { user, password });
  const [cookie] = response.headers.get('set-cookie')?.split(';') ?? [];
  if (response.status !== 303 || cookie === undefined)
    throw new Error(`the pages do not let ${user} in: ${response.status}`);
  const headers = { cookie };
  const get = (address: string) => visitor.get(address, headers);
  const send = ({ action, fields }: SentForm, changes: FormChanges) =>
    visitor.post(action, changed(fields, changes), headers);
  const textOf = async (address: string) => (await get(address)).text();
  const form = async (address: string) => formOf(await textOf(address));
  return {
    headers,
    get,
    form,
    async read(address) {
      const page = await get(address);
      if (page.status !== 200) throw new Error(`${address} answers ${page.status}: ${await page.text()}`);
      return page.text();
    },
    submit: async (address, changes = {}) => send(await form(address), changes),
    press: async (address, button, changes = {}) => send(formOf(await textOf(address), button), changes),
  };
}
