import { withKeywords, type HubApi } from '@kojikit/protocol';
import type { Ask } from './connection.js';
import type { Plain } from './plain.js';

/** The parameters of a method by name; what it collects by name stands beside the others. */
export type ParamsOf<Name extends keyof HubApi> = HubApi[Name] extends {
  params: infer Params;
  keywords: infer Collector;
}
  ? Omit<Params, Collector & keyof Params> & NonNullable<Params[Collector & keyof Params]>
  : HubApi[Name]['params'];

/** What a method answers, as plain data. A listing answers rows; only one that is asked to count them, a number. */
export type ResultOf<Name extends keyof HubApi> = Plain<
  Extract<HubApi[Name]['result'], readonly unknown[]> extends never
    ? HubApi[Name]['result']
    : Exclude<HubApi[Name]['result'], number>
>;

type Optional<Name extends keyof HubApi> = Record<never, never> extends ParamsOf<Name> ? Name : never;

/**
 * A call of the hub's API: its parameters by name, those that are undefined left out. With `strict` the hub answers a
 * fault instead of nil, and with `countOnly` the number of rows.
 * @example
 * const tag = (await visitor.one(ask('getTag', { tagInfo: 'f40', strict: true }))).value();
 */
export function ask<Name extends keyof HubApi>(
  method: Name,
  params: ParamsOf<Name> & { strict: true },
): Ask<NonNullable<ResultOf<Name>>>;
export function ask<Name extends keyof HubApi>(
  method: Name,
  params: ParamsOf<Name> & { queryOpts: { countOnly: true } },
): Ask<number>;
export function ask<Name extends keyof HubApi>(method: Name, params: ParamsOf<Name>): Ask<ResultOf<Name>>;
export function ask<Name extends keyof HubApi>(method: Optional<Name>): Ask<ResultOf<Name>>;
export function ask(method: string, params: object = {}): Ask {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  return { method, params: withKeywords([], Object.fromEntries(given)) };
}
