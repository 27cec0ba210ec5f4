import { createTestHub, type TestHub, type TestHubOptions } from '@kojikit/testing';
import webPages from '@kojikit/web/hub';

/** A hub with pages, and a visitor. */
export interface Visited {
  readonly hub: TestHub;
  /** `http://127.0.0.1:1234/koji/` */
  readonly pages: string;
  /** Asks for a page; redirects are not followed. */
  get(address: string, headers?: Record<string, string>): Promise<Response>;
  post(address: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
}

/** @param open makes the hub; of `eachDatabase` for instance. */
export async function visitedHub(
  options: TestHubOptions = {},
  open: (options: TestHubOptions) => Promise<TestHub> = createTestHub,
): Promise<Visited> {
  const hub = await open({ ...options, plugins: [webPages, ...(options.plugins ?? [])] });
  const pages = (await hub.listen()).replace('kojihub', 'koji/');
  const send = (address: string, init: RequestInit) =>
    fetch(new URL(address, pages), { redirect: 'manual', ...init });
  return {
    hub,
    pages,
    get: (address, headers = {}) => send(address, { headers }),
    post: (address, form, headers = {}) =>
      send(address, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { origin: new URL(pages).origin, ...headers },
      }),
  };
}
