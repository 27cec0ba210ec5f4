import type { HubApi } from '../contract/index.js';

/** The name of a method, one of a plugin included. */
export type MethodName = keyof HubApi;

/** What a method is called with, by name; what it collects by name stands beside the others. */
export type ParamsOf<Name extends MethodName> = HubApi[Name] extends {
  params: infer Params;
  keywords: infer Collector;
}
  ? Omit<Params, Collector & keyof Params> & NonNullable<Params[Collector & keyof Params]>
  : HubApi[Name]['params'];

/** Methods that may be called without anything. */
export type CallableBare = {
  [Name in MethodName]: Record<never, never> extends ParamsOf<Name> ? Name : never;
}[MethodName];

/** Refuses names that a method does not know, in a struct that was made elsewhere too. */
export type Known<Params, Name extends MethodName> = Params & {
  [Other in Exclude<keyof Params, keyof ParamsOf<Name>>]: never;
};
