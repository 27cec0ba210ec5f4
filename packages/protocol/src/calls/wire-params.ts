import { withKeywords } from '../codec/keywords.js';
import type { OwnHubApi } from '../contract/index.js';

/** How the methods of an API that collect positional values take their parameters. */
export type PositionsOf<Api> = {
  readonly [Name in Collecting<Api>]: Positions & PositionsIn<Api[Name]>;
};

type PositionsIn<Entry> = Entry extends { params: infer Params; rest: infer Rest }
  ? { readonly before: readonly Exclude<keyof Params, Rest>[]; readonly rest: Rest }
  : never;

type Collecting<Api> = {
  [Name in keyof Api]: Api[Name] extends { rest: string } ? Name : never;
}[keyof Api];

interface Positions {
  /** What comes before the collected values, in wire order. */
  readonly before: readonly string[];
  /** The name of the collected values. */
  readonly rest: string;
}

const COLLECTING: PositionsOf<OwnHubApi> = {
  hello: { before: [], rest: 'args' },
  echo: { before: [], rest: 'args' },
  login: { before: [], rest: 'args' },
  sslLogin: { before: [], rest: 'args' },
  exclusiveSession: { before: [], rest: 'args' },
  makeTask: { before: [], rest: 'args' },
  count: { before: ['methodName'], rest: 'args' },
  filterResults: { before: ['methodName'], rest: 'args' },
  countAndFilterResults: { before: ['methodName'], rest: 'args' },
  'host.subtask2': {
    before: ['_HostExports__parent', '_HostExports__taskopts', '_HostExports__method'],
    rest: 'args',
  },
};

const positionsOf = new Map<string, Positions>(Object.entries<Positions>(COLLECTING));
/* Not a method of the hub's table: its dispatcher takes the calls by position only. */
positionsOf.set('multiCall', { before: ['calls'], rest: '' });

/**
 * Tells which methods of a plugin collect positional values, so that calls of them go out in the form that a hub takes. A
 * plugin does so in its entry `./api`, which its callers import. Throws TypeError for a method that is known otherwise.
 * @example
 * collectByPosition<GreetingsApi>({ greetAll: { before: ['greeting'], rest: 'names' } });
 */
export function collectByPosition<Api>(positions: PositionsOf<Api>): void;
export function collectByPosition(positions: Readonly<Record<string, Positions>>): void {
  for (const [method, found] of Object.entries(positions)) {
    const known = positionsOf.get(method);
    if (known !== undefined && !isSame(known, found))
      throw new TypeError(`${method} is known to take its parameters in another order`);
    positionsOf.set(method, found);
  }
}

function isSame(one: Positions, other: Positions): boolean {
  return one.rest === other.rest && one.before.join() === other.before.join();
}

/**
 * The parameters of a call in the form of the wire. They go out by name, as the hub takes them whatever the order of its
 * signature; only methods that collect positional values get theirs by position. What is undefined is left out.
 */
export function wireParams(method: string, params: Readonly<Record<string, unknown>>): unknown[] {
  const keywords = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
  const positions = positionsOf.get(method);
  if (positions === undefined) return withKeywords([], keywords);
  const { before, rest } = positions;
  const collected: unknown = params[rest] ?? [];
  const positional = [...before.map((name) => params[name]), ...(Array.isArray(collected) ? collected : [])];
  for (const used of [...before, rest]) delete keywords[used];
  return withKeywords(positional, keywords);
}
