import type { Tag } from '@kojikit/protocol';
import { expectTypeOf, test } from 'vitest';
import { anyone } from '../auth/access.js';
import { flag, nameOrId, nilOr, struct, text, type NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { method, type Method, type ReadersOf, type ResultOf } from './method.js';
import { optional, type Reader, type Taken } from './reader.js';

/* Of the contract: `info` must be given, `strict` and `create` may be left out; a number comes of it, or nil. */
const params = { info: nameOrId, strict: flag(false), create: flag(false) };
const access = anyone;
const handler = () => 3;

test('a handler gets every parameter as its reader returns it', () => {
  const made = method('getTagID', {
    params,
    access,
    handler: (ctx, given) => {
      expectTypeOf(ctx).toEqualTypeOf<Context>();
      expectTypeOf(given).toEqualTypeOf<{
        readonly info: NameOrId;
        readonly strict: boolean;
        readonly create: boolean;
      }>();
      return 3;
    },
  });
  expectTypeOf(made).toEqualTypeOf<Method>();
});

test('a parameter that may be left out and has no value for that is null then', () => {
  method('createTag', {
    params: {
      name: text,
      parent: optional(nameOrId),
      arches: optional(text),
      perm: optional(nameOrId),
      locked: flag(false),
      maven_support: flag(false),
      maven_include_all: flag(false),
      extra: optional(struct),
    },
    access,
    handler: (ctx, { arches, parent }) => {
      expectTypeOf(arches).toEqualTypeOf<string | null>();
      expectTypeOf(parent).toEqualTypeOf<NameOrId | null>();
      return 3;
    },
  });
});

test('every parameter of the contract is read, and no other', () => {
  const { info, strict } = params;
  // @ts-expect-error -- `create` is missing
  method('getTagID', { params: { info, strict }, access, handler });
  // @ts-expect-error -- `event` is not of the contract
  method('getTagID', { params: { ...params, event: optional(text) }, access, handler });
});

test('a reader takes whatever the contract lets a caller say', () => {
  // @ts-expect-error -- `info` may be a number, too
  method('getTagID', { params: { ...params, info: text }, access, handler });
  // @ts-expect-error -- `strict` is a boolean
  method('getTagID', { params: { ...params, strict: optional(text, '') }, access, handler });
  expectTypeOf(optional(nameOrId)).toExtend<ReadersOf<'createTag'>['parent']>();
  // @ts-expect-error -- `parent` of createTag may be nil
  expectTypeOf(optional(nameOrId, '')).toExtend<ReadersOf<'createTag'>['parent']>();
});

test('a parameter that may be left out is read with what stands for it, one that must be given is not', () => {
  // @ts-expect-error -- `strict` may be left out
  method('getTagID', { params: { ...params, strict: (value: unknown) => value === true }, access, handler });
  // @ts-expect-error -- `info` must be given
  method('getTagID', { params: { ...params, info: optional(nameOrId) }, access, handler });
});

test('a handler returns what the contract says', () => {
  method('getTagID', { params, access, handler: () => Promise.resolve(null) });
  // @ts-expect-error -- a text is no id
  method('getTagID', { params, access, handler: () => 'f40' });
  // @ts-expect-error -- nor is one that is promised
  method('getTagID', { params, access, handler: () => Promise.resolve('f40') });
  // @ts-expect-error -- nothing is not nil
  method('getTagID', { params, access, handler: () => undefined });
  // @ts-expect-error -- a tag has more than a name
  expectTypeOf<{ name: string }>().toExtend<ResultOf<'getTag'>>();
  expectTypeOf<Readonly<Tag>>().toExtend<ResultOf<'getTag'>>();
});

test('a handler finds nothing but the parameters that were read', () => {
  // @ts-expect-error -- there is no `event`
  method('getTagID', { params, access, handler: (ctx, { event }) => Number(event) });
  // @ts-expect-error -- `info` may be a text
  method('getTagID', { params, access, handler: (ctx, { info }): number => info });
});

test('who may call is told', () => {
  // @ts-expect-error -- `access` is missing
  method('getTagID', { params, handler });
});

test('a method that the contract does not know has the parameters that it reads', () => {
  method('greet', {
    params: { name: text, loud: flag(false), title: optional(nilOr(text)) },
    access,
    handler: (ctx, given) => {
      expectTypeOf(given).toEqualTypeOf<{
        readonly name: string;
        readonly loud: boolean;
        readonly title: string | null;
      }>();
      return given.name;
    },
  });
});

test('a reader says what it returns and what a caller may give it', () => {
  expectTypeOf(flag(true)).toEqualTypeOf<Taken<boolean, boolean | null>>();
  expectTypeOf(optional(text)).toEqualTypeOf<Taken<string | null, string | null>>();
  expectTypeOf(optional(text, 'x86_64')).toEqualTypeOf<Taken<string, string>>();
  expectTypeOf(nilOr(text)).toEqualTypeOf<Reader<string | null, string | null>>();
});
