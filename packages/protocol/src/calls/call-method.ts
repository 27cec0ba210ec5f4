import { hubCall, type HubCall } from './hub-call.js';
import type { CallableBare, Known, MethodName, ParamsOf } from './params-of.js';
import type { ResultOf } from './result-of.js';

/**
 * Calls a method of the hub with its parameters by name; those that are undefined are not sent.
 * @example
 * const hosts = await hub.call('listHosts', { channelID, enabled: true });
 */
export interface CallMethod<Options = Record<never, never>> {
  <Name extends MethodName, const Params extends ParamsOf<Name>>(
    method: Name,
    params: Known<Params, Name>,
    options?: Options,
  ): Promise<ResultOf<Name, Params>>;
  <Name extends CallableBare>(method: Name): Promise<ResultOf<Name>>;
}

/** `call` for something that sends calls. */
export function callMethod<Options>(
  send: (call: HubCall, options?: Options) => Promise<unknown>,
): CallMethod<Options> {
  function call<Name extends MethodName, const Params extends ParamsOf<Name>>(
    method: Name,
    params: Known<Params, Name>,
    options?: Options,
  ): Promise<ResultOf<Name, Params>>;
  function call<Name extends CallableBare>(method: Name): Promise<ResultOf<Name>>;
  function call<Name extends CallableBare>(
    method: Name,
    params?: Known<ParamsOf<Name>, Name>,
    options?: Options,
  ): Promise<unknown> {
    return send(params === undefined ? hubCall(method) : hubCall(method, params), options);
  }
  return call;
}
