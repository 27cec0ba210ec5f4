import type { IncomingMessage, ServerResponse } from 'node:http';

/** Bytes of a form. */
const LARGEST_FORM = 65_536;
/** Milliseconds in which somebody who sends too much may still hear of it. */
const LINGER = 2000;

/**
 * A request to the pages as the standard has it, or the refusal of one that is not for them.
 * @param prefix where the pages are.
 * @param https whether visitors come by it.
 */
export async function readRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  {
    prefix,
    https,
    signal,
  }: { readonly prefix: string; readonly https: boolean; readonly signal: AbortSignal },
): Promise<Request | Response> {
  const { method = 'GET', url = '/' } = incoming;
  // A host name that is none, or a path of two slashes, must not decide where the address leads.
  const host = URL.canParse(`http://${incoming.headers.host}`) ? incoming.headers.host! : 'localhost';
  const address = `${https ? 'https' : 'http'}://${host}${url}`;
  const path = url.split('?')[0]!;
  if (path === '/') return new Response(null, { status: 302, headers: { location: `${prefix}/` } });
  if (!(path === prefix || path.startsWith(`${prefix}/`)) || !URL.canParse(address)) {
    return plain(404, `The pages are at ${prefix}/`);
  }
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  if (!['GET', 'HEAD', 'POST'].includes(method)) return plain(405, `Pages do not know ${method}`);
  if (method !== 'POST') return new Request(address, { method, headers, signal });
  const body = await readForm(incoming);
  if (body !== undefined) return new Request(address, { method, headers, signal, body });
  discardRest(incoming, outgoing);
  return plain(413, `This form is too large: ${LARGEST_FORM} bytes are taken at most. Nothing was done.`);
}

/* Nothing more is kept of a form that is too large; ending the connection is left to who answers. */
function readForm(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const take = (part: Buffer) => {
      size += part.length;
      if (size <= LARGEST_FORM) return void parts.push(part);
      incoming.off('data', take);
      resolve(undefined);
    };
    incoming
      .on('data', take)
      .once('end', () => resolve(Buffer.concat(parts)))
      .once('error', reject);
  });
}

/* A connection that ends while its other side still sends is cut, and with it the answer that was not read. */
function discardRest(incoming: IncomingMessage, outgoing: ServerResponse): void {
  incoming.resume();
  outgoing.once('finish', () => {
    const late = setTimeout(() => incoming.destroy(), LINGER);
    incoming.once('close', () => clearTimeout(late));
  });
}

function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
