import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { decodeCall, encodeFault, encodeResponse, isKojiFault, splitKeywords } from '@kojikit/protocol';

/** One recorded call of the reference builder. */
export interface RecordedCall {
  readonly n: number;
  readonly who: string;
  readonly session?: string;
  readonly method?: string;
  readonly args?: readonly unknown[] | null;
  readonly kwargs?: Readonly<Record<string, unknown>> | null;
  readonly result?: unknown;
}

/** A call that the builder under test made. `session` is `main` or `task-N`. */
export interface MadeCall {
  readonly session: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** Calls that are repeated as often as the builder likes. */
const POLLS = new Set([
  'listBuildroots',
  'host.getHostTasks',
  'host.getHost',
  'host.updateHost',
  'host.getTasks',
  'logoutChild',
  'getTaskInfo',
]);
const UPLOADS = new Set(['rawUpload', 'checkUpload']);
/** Calls whose arguments depend on the machine. */
const VARYING = new Set(['host.updateHost', 'host.closeTask', 'host.setBuildRootList']);
const MAIN_ID = 1000;

/** Reads a recording from the fixtures: the builder's own calls. */
export async function readTrace(name: string): Promise<RecordedCall[]> {
  const text = await readFile(new URL(`../fixtures/traces/${name}.json`, import.meta.url), 'utf8');
  const { calls } = JSON.parse(text) as { calls: RecordedCall[] };
  return calls.filter(({ who, method }) => who === 'kojid' && method !== undefined);
}

/** The parameters of Koji's methods in the order of the wire. */
const SIGNATURES = new Map(
  (
    JSON.parse(
      readFileSync(
        join(
          dirname(createRequire(import.meta.url).resolve('@kojikit/protocol/package.json')),
          'fixtures/api.json',
        ),
        'utf8',
      ),
    ) as { name: string; args: { name: string }[] }[]
  ).map(({ name, args }) => [name, args.map((argument) => argument.name)]),
);

/** The arguments of a call by name, whichever way they were given; those that a method collects keep their place. */
function byName(method: string, args: readonly unknown[], kwargs: Readonly<Record<string, unknown>>) {
  const names = SIGNATURES.get(method) ?? [];
  return {
    args: args.slice(names.length),
    kwargs: {
      ...Object.fromEntries(args.slice(0, names.length).map((value, at) => [names[at], value])),
      ...kwargs,
    },
  };
}

/**
 * A call as it is compared: it does not matter whether arguments came by place or by name. Those that are nil count as
 * not given, documents in strings are left out.
 */
export function comparable(call: {
  method?: string;
  args?: readonly unknown[] | null;
  kwargs?: Readonly<Record<string, unknown>> | null;
}): unknown[] {
  const { args, kwargs } = byName(call.method ?? '', call.args ?? [], call.kwargs ?? {});
  const given = Object.entries(kwargs)
    .filter(([, value]) => value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [call.method, args.map(plain), plain(Object.fromEntries(given))];
}

/** The calls of one session of a recording that are neither polls nor uploads. */
export function significant<Call extends { readonly session?: string; readonly method?: string }>(
  calls: readonly Call[],
  session: string,
): Call[] {
  return calls.filter(
    (call) =>
      call.session?.replace('kojid:', '') === session &&
      !UPLOADS.has(call.method ?? '') &&
      !POLLS.has(call.method ?? ''),
  );
}

/**
 * A hub that answers from a recording. A recorded answer is given only after all that came before it in other sessions
 * has happened: until then, a poll gets the answer that it got last.
 */
export class ScriptedHub {
  readonly made: MadeCall[] = [];
  private readonly used = new Set<RecordedCall>();
  private readonly last = new Map<string, unknown>();
  private readonly opened: number[] = [];
  private subsessions = 0;
  private readonly sizes = new Map<string, number>();
  private readonly server: Server;

  constructor(
    private readonly script: readonly RecordedCall[],
    private readonly replacements: Readonly<Record<string, unknown>> = {},
  ) {
    this.server = createServer((request, response) => {
      void this.answer(request).then((body) =>
        response.writeHead(200, { 'Content-Type': 'text/xml' }).end(body),
      );
    });
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((done) => this.server.listen(port, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/kojihub`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** Waits until the builder has made a call; the time is for machines on which much else is going on. */
  async until(found: (call: MadeCall) => boolean, seconds = 110): Promise<MadeCall> {
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      const call = this.made.find(found);
      if (call) return call;
      await new Promise((wait) => setTimeout(wait, 20));
    }
    const made = [...new Set(this.made.map(({ session, method }) => `${session} ${method}`))];
    throw new Error(`the call was not made; made were: ${made.join(', ')}`);
  }

  private async answer(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const id = Number(request.headers['koji-session-id'] ?? 0);
    const session = id <= MAIN_ID ? 'main' : `task-${this.opened[id - MAIN_ID - 1]}`;
    if (request.headers['content-type'] === 'application/octet-stream')
      return this.upload(request.url ?? '', body, session);
    const { method, params } = decodeCall(body);
    const { positional, keywords } = splitKeywords(params);
    this.made.push({ session, method, args: positional, kwargs: keywords });
    return this.respond(session, method, positional, keywords);
  }

  private respond(
    session: string,
    method: string,
    args: readonly unknown[],
    kwargs: Record<string, unknown>,
  ): string {
    const replacement = this.replacements[method];
    if (isKojiFault(replacement)) return encodeFault(replacement.code, replacement.message);
    if (method === 'login')
      return encodeResponse({ 'session-id': MAIN_ID, 'session-key': 'key', 'header-auth': true });
    if (method === 'subsession') {
      const recorded = this.script.find((call) => call.method === method && !this.used.has(call));
      if (recorded) this.used.add(recorded);
      const id = MAIN_ID + ++this.subsessions;
      return encodeResponse({ 'session-id': id, 'session-key': 'key', 'header-auth': true });
    }
    if (method === 'checkUpload')
      return encodeResponse({
        size: this.sizes.get(`${String(kwargs['path'])}/${String(kwargs['name'])}`) ?? 0,
        mtime: 1.5,
      });
    if (method === 'host.openTask') this.opened.push(Number(kwargs['task_id']));
    const wanted = JSON.stringify(comparable({ method, args, kwargs }));
    const key = `${session} ${wanted}`;
    const next = this.script.find((call) => !this.used.has(call) && this.fits(call, session, method, wanted));
    if (next && this.isDue(next)) {
      this.used.add(next);
      this.last.set(key, next.result ?? null);
    } else if (method === 'host.getTasks') this.last.delete(key);
    if (method in this.replacements) return encodeResponse(replacement);
    if (next || this.last.has(key)) return encodeResponse(this.last.get(key) ?? emptyAnswer(method));
    if (POLLS.has(method) || /^host\.(set|free|update)/.test(method) || method === 'logout')
      return encodeResponse(emptyAnswer(method));
    return encodeFault(1000, `Invalid method: ${method}`);
  }

  private fits(call: RecordedCall, session: string, method: string, wanted: string): boolean {
    if (call.session !== `kojid:${session}` || call.method !== method) return false;
    return VARYING.has(method) || JSON.stringify(comparable(call)) === wanted;
  }

  private isDue(next: RecordedCall): boolean {
    return this.script.every(
      (call) =>
        call.n >= next.n ||
        !call.session?.startsWith('kojid:') ||
        this.used.has(call) ||
        POLLS.has(call.method ?? '') ||
        UPLOADS.has(call.method ?? '') ||
        this.isDropped(call),
    );
  }

  /** Calls that this builder leaves out: answers of others hold what they would say. */
  private isDropped(call: RecordedCall): boolean {
    return call.method === 'logout' || (call.method === 'getTag' && call.args?.length === 1 && call.n > 40);
  }

  private upload(url: string, body: Buffer, session: string): string {
    const query = new URL(url, 'http://hub').searchParams;
    const path = `${query.get('filepath')}/${query.get('filename')}`;
    this.sizes.set(path, Number(query.get('offset')) + body.length);
    this.made.push({ session, method: 'rawUpload', args: [path, Number(query.get('offset'))], kwargs: {} });
    return encodeResponse({ size: body.length, hexdigest: adler32(body) });
  }
}

function adler32(data: Uint8Array): string {
  let [low, high] = [1, 0];
  for (const byte of data) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return (high * 65536 + low).toString(16).padStart(8, '0');
}

function emptyAnswer(method: string): unknown {
  const isList = ['listBuildroots', 'host.getHostTasks', 'host.getTasks'].includes(method);
  if (method === 'host.getHost')
    return { enabled: true, capacity: 10, arches: 'x86_64 noarch', id: 1, name: 'builder1' };
  return isList ? [] : null;
}

function plain(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('<?xml')) return 'document';
  if (typeof value === 'object' && value !== null) {
    if ('xmlrpc_document_string' in value) return 'document';
    if (typeof value.valueOf() === 'number') return value.valueOf();
    if (Array.isArray(value)) return value.map(plain);
    const entries = Object.entries(value).filter(([key]) => key !== 'methods');
    return Object.fromEntries(
      entries.sort(([a], [b]) => a.localeCompare(b)).map(([key, member]) => [key, plain(member)]),
    );
  }
  return value;
}
