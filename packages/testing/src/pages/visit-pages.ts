/** Somebody who asks a hub for its pages, without a browser. */
export interface PageVisitor {
  /** Where the pages are: `http://127.0.0.1:1234/koji/`. */
  readonly pages: string;
  /** Asks for a page; redirects are not followed. @param address below the pages: `taskinfo?taskID=7`. */
  get(address: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Sends a form, as from a page of this hub. */
  post(
    address: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
}

/**
 * Visits the pages of a hub, without a login.
 * @param hubUrl the URL of the hub's API, as `hub.listen()` returns it; the hub must have the pages as a plugin.
 */
export function visitPages(hubUrl: string): PageVisitor {
  const pages = hubUrl.replace(/kojihub$/, 'koji/');
  const send = (address: string, init: RequestInit) =>
    fetch(new URL(address, pages), { redirect: 'manual', ...init });
  return {
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
