import { withKeywords } from '../codec/keywords.js';
import type { HubApi } from '../contract/index.js';

/** The methods of the hub itself that collect positional values. */
type Collecting = {
  [Name in keyof HubApi]: HubApi[Name] extends { rest: string } ? Name : never;
}[keyof HubApi];

interface Positions {
  /** What comes before the collected values, in wire order. */
  readonly before: readonly string[];
  /** The name of the collected values. */
  readonly rest: string;
}

const COLLECTING: { readonly [Name in Collecting]: Positions } = {
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

const positionsOf = new Map<string, Positions>(Object.entries(COLLECTING));
/* Not a method of the hub's table: its dispatcher takes the calls by position only. */
positionsOf.set('multiCall', { before: ['calls'], rest: '' });

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
