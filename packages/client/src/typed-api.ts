import {
  callByName,
  type CallableBare,
  type HubApi,
  type HubCall,
  type Known,
  type MethodName,
  type ParamsOf,
  type ResultOf,
} from '@kojikit/protocol';

interface Call<Name extends MethodName> {
  <const Params extends ParamsOf<Name>>(params: Known<Params, Name>): Promise<ResultOf<Name, Params>>;
}

interface BareCall<Name extends MethodName> extends Call<Name> {
  (): Promise<ResultOf<Name>>;
}

/** Every method of the hub as a function of named parameters: `api.getTag({ tagInfo: 'f30' })`. */
export type TypedApi = {
  // Not `in MethodName`: only over the keys themselves does the compiler keep the words of the contract.
  readonly [Name in keyof HubApi]: Name extends CallableBare ? BareCall<Name> : Call<Name>;
};

/** Makes the functions of the typed API on use. Parameters that are undefined are not sent. */
export function typedApi(send: (call: HubCall) => Promise<unknown>): TypedApi {
  const get = (target: object, name: string | symbol): unknown => {
    if (typeof name === 'symbol' || name === 'then' || Reflect.has(target, name)) return undefined;
    return (params: object = {}) => send(callByName(name, params));
  };
  /* A cast: functions that are made on use have the types of the contract by their names alone. */
  return new Proxy(Object.create(null) as object, { get }) as TypedApi;
}
