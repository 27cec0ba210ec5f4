import {
  dictionary,
  type Double,
  type EncodedValue,
  type HubApi,
  type StreamedArray,
  type StreamedText,
  type WrittenArray,
} from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import type { CutList, ListCut } from '../ground/list-cut.js';
import type { Access, Method } from '../ground/method.js';
import type { Parameter } from '../ground/method-description.js';
import type { ParameterTable, Reader, Taken, Values } from './reader.js';

export type { Access, Method, Parameter };

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
  ? readonly Sent<Item>[] | StreamedArray<Sent<Item>> | WrittenArray<Sent<Item>> | EncodedValue
  : { readonly [Key in keyof T]: Sent<T[Key]> };

/** What a contract entry returns, as its handler may return it. */
export type ResultOf<Name> = Name extends keyof HubApi
  ? HubApi[Name] extends { result: infer R }
    ? Sent<R>
    : never
  : unknown;

/**
 * How the parameters of a contract entry may be read: each by a reader that takes what the contract says of it, those
 * that may be left out with a value for that.
 */
export type ReadersOf<Name> = Name extends keyof HubApi
  ? HubApi[Name] extends { params: infer P }
    ? {
        readonly [Key in keyof P]-?: undefined extends P[Key]
          ? Taken<unknown, Exclude<P[Key], undefined>>
          : Reader<unknown, P[Key]>;
      }
    : never
  : ParameterTable;

/* A parameter that the contract does not know. */
type Unlisted<Table, Name> = { readonly [Key in Exclude<keyof Table, keyof ReadersOf<Name>>]: never };

export interface MethodDefinition<Name extends string, Table> {
  /** By name in wire order: how each is read. All are read once the caller was let in, before anything is done. */
  readonly params: Table & Unlisted<Table, Name>;
  readonly access: Access;
  /** One sentence of what it does, then what a caller must know. Shown by `system.methodHelp` and `_listapi`. */
  readonly doc?: string;
  /** Does it, and returns what the contract says of the method. */
  readonly handler: (ctx: Context, params: Values<Table>) => ResultOf<Name> | Promise<ResultOf<Name>>;
  /**
   * Reads a part of the list that the handler answers, and counts the list, for who calls it by name to have no more: what is read has to
   * be what would be cut out of the whole list. Returns undefined where it cannot. Default: the list is read as a whole.
   */
  readonly cut?: (ctx: Context, params: Values<Table>, cut: ListCut) => Promise<CutList | undefined>;
  /** Only a request may call it: it is no part of the table that methods are listed and called from inside. */
  readonly requestOnly?: boolean;
  /** A repeated call number may run again (Koji's list of calls that are safe to retry). */
  readonly retryable?: boolean;
  /**
   * It changes nothing, it is done at once, and its answer is short whatever is asked, or a list that is read while it is sent: calls of a
   * multicall that say so are answered side by side, by a transaction that refuses all but reads. A function says it of parameters as
   * they were given. Default: false.
   */
  readonly looksUp?: Method['looksUp'];
  /**
   * Its answer follows from its parameters and from what it reads of the database, and from nothing else, neither who asks nor the time
   * nor a file: it is kept and sent again while the tables that it was read from are unchanged. Asking whether they are costs one
   * short query for all who ask at the same time. A function says it of parameters as they were given; the other methods are for one that
   * calls them. Default: false.
   */
  readonly keepable?: boolean | NonNullable<Method['keepable']>;
  /** It always asks what the caller may, so that this comes with the session, in the same query. Default: whether its access rule does. */
  readonly asksPermissions?: boolean;
}

/**
 * Declares an API method: its wire name, its parameters in wire order, who may call it and what it does.
 * @example
 * export const getTagID = method('getTagID', {
 *   params: { info: nameOrId, strict: flag(false), create: flag(false) },
 *   access: anyone,
 *   doc: 'The id of a tag name, also of a deleted tag.',
 *   handler: (ctx, { info, strict, create }) => findTagId(ctx, info, { strict, create }),
 * });
 */
export function method<const Name extends string, Table extends ReadersOf<Name>>(
  name: Name,
  definition: MethodDefinition<Name, Table>,
): Method {
  const readers = Object.entries<ParameterTable[string]>(definition.params);
  const {
    access,
    doc = '',
    requestOnly = false,
    retryable = false,
    looksUp = false,
    keepable = false,
    cut,
  } = definition;
  const { asksPermissions = access.asksPermissions ?? false } = definition;
  // The readers are those of the table, so the values are those that it promises.
  const read = (given: Given) => readAll(readers, given) as Values<Table>;
  return {
    name,
    access,
    who: access.who,
    doc,
    requestOnly,
    retryable,
    looksUp,
    keepable: typeof keepable === 'boolean' ? () => keepable : keepable,
    asksPermissions,
    params: readers.map(([parameter, how]) => describe(parameter, how)),
    handler: (ctx, given) => definition.handler(ctx, read(given)),
    ...(cut && { cut: (ctx, given, wanted) => cut(ctx, read(given), wanted) }),
  };
}

type NamedReader = readonly [name: string, how: ParameterTable[string]];

function describe(name: string, how: ParameterTable[string]): Parameter {
  if (typeof how === 'function') return { name, hasDefault: false, kind: 'plain' };
  return { name, default: how.fallback, hasDefault: true, kind: how.kind };
}

type Given = Readonly<Record<string, unknown>>;

function readAll(readers: readonly NamedReader[], given: Given): Readonly<Record<string, unknown>> {
  const values = dictionary<unknown>();
  for (const [name, how] of readers) {
    values[name] = typeof how === 'function' ? how(given[name]) : how.read(given[name]);
  }
  return values;
}
