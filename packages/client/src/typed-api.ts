import type { HubApi } from '@kojikit/protocol';

/** A contract entry as its caller sees it: collected named parameters stand beside the others. */
type CallerParams<Entry> = Entry extends { params: infer Params; keywords: infer Collector }
  ? Omit<Params, Collector & keyof Params> & NonNullable<Params[Collector & keyof Params]>
  : Entry extends { params: infer Params }
    ? Params
    : never;

/** A listing answers rows; callers who ask for `countOnly` use `client.call`. */
type CallerResult<Entry> = Entry extends { result: infer Result }
  ? Extract<Result, readonly unknown[]> extends never
    ? Result
    : Exclude<Result, number>
  : never;

type Call<Entry> =
  Record<never, never> extends CallerParams<Entry>
    ? (params?: CallerParams<Entry>) => Promise<CallerResult<Entry>>
    : (params: CallerParams<Entry>) => Promise<CallerResult<Entry>>;

/** Every method of the hub as a function of named parameters: `api.getTag({ tagInfo: 'f30' })`. */
export type TypedApi = { readonly [Name in keyof HubApi]: Call<HubApi[Name]> };

type Send = (method: string, positional: unknown[], keywords: Record<string, unknown>) => Promise<unknown>;

/** Methods that collect positional values: under which name, and which parameters stand before them. */
const COLLECTING: Readonly<Record<string, { readonly before: readonly string[]; readonly rest: string }>> = {
  hello: { before: [], rest: 'args' },
  echo: { before: [], rest: 'args' },
  login: { before: [], rest: 'args' },
  sslLogin: { before: [], rest: 'args' },
  exclusiveSession: { before: [], rest: 'args' },
  makeTask: { before: [], rest: 'args' },
  count: { before: ['methodName'], rest: 'a' },
  filterResults: { before: ['methodName'], rest: 'a' },
  countAndFilterResults: { before: ['methodName'], rest: 'a' },
  'host.subtask2': {
    before: ['_HostExports__parent', '_HostExports__taskopts', '_HostExports__method'],
    rest: 'args',
  },
};

/** Makes the functions of the typed API on use. Parameters that are undefined are not sent. */
export function typedApi(send: Send): TypedApi {
  const get = (target: object, name: string | symbol): unknown => {
    if (typeof name === 'symbol' || name === 'then' || Reflect.has(target, name)) return undefined;
    return (params: Record<string, unknown> = {}) => {
      const { positional, keywords } = byPosition(name, params);
      return send(name, positional, keywords);
    };
  };
  return new Proxy(Object.create(null) as object, { get }) as TypedApi;
}

function byPosition(name: string, params: Readonly<Record<string, unknown>>) {
  const keywords = { ...params };
  const collecting = Object.hasOwn(COLLECTING, name) ? COLLECTING[name] : undefined;
  if (name === 'multiCall') {
    delete keywords['calls'];
    return { positional: [params['calls']], keywords };
  }
  if (collecting === undefined) return { positional: [], keywords };
  const rest = (params[collecting.rest] ?? []) as unknown[];
  const positional = [...collecting.before.map((before) => params[before]), ...rest];
  for (const used of [...collecting.before, collecting.rest]) delete keywords[used];
  return { positional, keywords };
}
