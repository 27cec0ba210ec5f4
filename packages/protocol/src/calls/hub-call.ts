import { withKeywords } from '../codec/keywords.js';
import type { CallableBare, Known, MethodName, ParamsOf } from './params-of.js';
import type { ResultOf } from './result-of.js';
import { wireParams } from './wire-params.js';

/** A call of the hub as it goes out: a method, and its parameters in the form of the wire. Knows the type of its result. */
class HubCall<Result = unknown> {
  /** The type of the result; there is never a value. */
  declare private readonly result: () => Result;

  constructor(
    readonly method: string,
    readonly params: readonly unknown[],
  ) {}
}
export type { HubCall };

/** The type of what comes of a call. */
export type ResultOfCall<Call> = Call extends HubCall<infer Result> ? Result : never;

/** The types of what comes of calls, at the same places. */
export type ResultsOf<Calls extends readonly HubCall[]> = {
  -readonly [Index in keyof Calls]: ResultOfCall<Calls[Index]>;
};

/**
 * A call of a method with its parameters by name, for sending several at once. Parameters that are undefined are not sent.
 * @example
 * const [tag, users] = await hub.batch([hubCall('getTag', { tagInfo: 'f40', strict: true }), hubCall('listUsers')]);
 */
export function hubCall<Name extends MethodName, const Params extends ParamsOf<Name>>(
  method: Name,
  params: Known<Params, Name>,
): HubCall<ResultOf<Name, Params>>;
export function hubCall<Name extends CallableBare>(method: Name): HubCall<ResultOf<Name>>;
export function hubCall(method: string, params: object = {}): HubCall {
  return callByName(method, params);
}

/** The same for a name that is known at run time only. Whoever hands it on must type it. */
export function callByName(method: string, params: object): HubCall {
  return new HubCall(method, wireParams(method, { ...params }));
}

/**
 * A call that the contract does not check: of a method that a user has typed, or that only another version of the hub has.
 * What comes of it has to be looked at.
 */
export function uncheckedCall(
  method: string,
  positional: readonly unknown[] = [],
  keywords: Readonly<Record<string, unknown>> = {},
): HubCall {
  const given = Object.fromEntries(Object.entries(keywords).filter(([, value]) => value !== undefined));
  return new HubCall(method, withKeywords(positional, given));
}
