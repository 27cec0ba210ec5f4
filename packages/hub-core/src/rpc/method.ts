import type { Double, EncodedValue, HubApi, StreamedArray, StreamedText } from '@kojikit/protocol';
import type { Context } from './context.js';

/** One parameter of an API method. Without `default` the caller must give it. */
export interface Parameter {
  readonly name: string;
  readonly default?: unknown;
  readonly hasDefault: boolean;
  /** `rest` collects further positional values (Koji's `*args`), `keywords` further named ones (`**kwargs`). */
  readonly kind: 'plain' | 'rest' | 'keywords';
}

/** A parameter that the caller must give. */
export const required = (name: string): Parameter => ({ name, hasDefault: false, kind: 'plain' });

/** A parameter that may be left out; the default is what Koji's own listing shows. */
export const optional = (name: string, fallback: unknown = null): Parameter => ({
  name,
  default: fallback,
  hasDefault: true,
  kind: 'plain',
});

/** Collects further positional values into an array of this name. */
export const rest = (name: string): Parameter => ({ name, hasDefault: true, default: [], kind: 'rest' });

/** Collects further named values into a struct of this name. */
export const keywords = (name: string): Parameter => ({
  name,
  hasDefault: true,
  default: {},
  kind: 'keywords',
});

/** Says who may call: throws the fault that refuses. Runs after the arguments were bound and before any work. */
export type Access = (ctx: Context, params: Readonly<Record<string, unknown>>) => void | Promise<void>;

/** The parameters of a contract entry as a handler gets them. */
export type ParamsOf<Name> = Name extends keyof HubApi
  ? HubApi[Name] extends { params: infer P }
    ? Required<P>
    : never
  : Record<string, unknown>;

/**
 * A value as a handler may return it: nothing in it is changed any more, arrays and texts may be read while they are sent.
 */
export type Sent<T> = T extends readonly (infer Item)[]
  ? SentArray<T, Item>
  : T extends string
    ? T | StreamedText
    : T extends Double
      ? T
      : T extends object
        ? { readonly [Key in keyof T]: Sent<T[Key]> }
        : T;

type SentArray<T extends readonly unknown[], Item> = number extends T['length']
  ? readonly Sent<Item>[] | StreamedArray<Sent<Item>> | EncodedValue
  : { readonly [Key in keyof T]: Sent<T[Key]> };

/** What a contract entry returns, as its handler may return it. */
export type ResultOf<Name> = Name extends keyof HubApi
  ? HubApi[Name] extends { result: infer R }
    ? Sent<R>
    : never
  : unknown;

export interface MethodDefinition<Name extends string> {
  /** In wire order. */
  readonly params: readonly Parameter[];
  readonly access: Access;
  /** One sentence of what it does, then what a caller must know. Shown by `system.methodHelp` and `_listapi`. */
  readonly doc?: string;
  /** Does it, and returns what the contract says of the method. */
  handler(ctx: Context, params: ParamsOf<Name>): ResultOf<Name> | Promise<ResultOf<Name>>;
  /** Only a request may call it: it is no part of the table that methods are listed and called from inside. */
  readonly requestOnly?: boolean;
  /** A repeated call number may run again (Koji's list of calls that are safe to retry). */
  readonly retryable?: boolean;
}

export interface Method {
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly access: Access;
  readonly doc: string;
  readonly requestOnly: boolean;
  readonly retryable: boolean;
  readonly handler: (ctx: Context, params: Readonly<Record<string, unknown>>) => unknown;
}

/**
 * Declares an API method: its wire name, its parameters in wire order, who may call it and what it does.
 * @example
 * export const getTag = method('getTag', {
 *   params: [required('tagInfo'), optional('strict', false)],
 *   access: anyone,
 *   doc: 'The tag of this name or id.',
 *   handler: (ctx, { tagInfo, strict }) => findTag(ctx, tagInfo, { strict }),
 * });
 */
export function method<const Name extends string>(name: Name, definition: MethodDefinition<Name>): Method {
  return {
    name,
    params: definition.params,
    access: definition.access,
    doc: definition.doc ?? '',
    requestOnly: definition.requestOnly ?? false,
    retryable: definition.retryable ?? false,
    handler: definition.handler as Method['handler'],
  };
}
