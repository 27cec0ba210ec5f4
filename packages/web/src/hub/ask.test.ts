import { Double, type Tag } from '@kojikit/protocol';
import { expect, expectTypeOf, it } from 'vitest';
import { ask, type ResultOf } from './ask.js';
import type { Ask } from './connection.js';
import type { Plain } from './plain.js';
import { Reply } from './reply.js';

it('sends parameters by name, and none that are undefined', () => {
  expect(ask('getTag', { tagInfo: 'f40', event: undefined })).toEqual({
    method: 'getTag',
    params: [{ tagInfo: 'f40', __starstar: true }],
  });
  expect(ask('getUserPerms')).toEqual({ method: 'getUserPerms', params: [] });
  expect(ask('editTag2', { tagInfo: 3, locked: true }).params).toEqual([
    { tagInfo: 3, locked: true, __starstar: true },
  ]);
});

it('takes the methods and parameters of the contract only', () => {
  // @ts-expect-error: no such method
  ask('getTags', {});
  // @ts-expect-error: no such parameter
  ask('getTag', { tagInfo: 'f40', name: 'f40' });
  // @ts-expect-error: a parameter is missing
  ask('getTag');
  // @ts-expect-error: a parameter is of another type
  ask('getTag', { tagInfo: true });
});

it('knows what comes of it', () => {
  expectTypeOf(ask('getTag', { tagInfo: 1 })).toEqualTypeOf<Ask<Plain<Tag> | null>>();
  expectTypeOf(ask('getTag', { tagInfo: 1, strict: true })).toEqualTypeOf<Ask<Plain<Tag>>>();
  expectTypeOf(ask('listUsers', { queryOpts: { countOnly: true } })).toEqualTypeOf<Ask<number>>();
  expectTypeOf<ResultOf<'listTags'>[number]['name']>().toEqualTypeOf<string>();
  expectTypeOf<ResultOf<'listHosts'>[number]['update_ts']>().toEqualTypeOf<number | null>();

  const question = ask('getAverageBuildDuration', { package: 'bash' });
  const reply = Reply.to(question, { result: new Double(60) });
  expectTypeOf(reply.value()).toEqualTypeOf<number | null>();
  expectTypeOf(reply.optional()).toEqualTypeOf<number | undefined>();
  expect(reply.value()).toBe(60);
});
