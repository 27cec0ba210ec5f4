import { expectTypeOf, test } from 'vitest';
import type { Tag } from '../contract/index.js';
import {
  callByName,
  callMethod,
  hubCall,
  uncheckedCall,
  type HubCall,
  type ResultOfCall,
  type ResultsOf,
} from './index.js';

test('a call is made of a method of the contract and its parameters', () => {
  hubCall('getTag', { tagInfo: 'f40', strict: undefined });
  // @ts-expect-error -- no such method
  hubCall('getTags', {});
  // @ts-expect-error -- no such parameter
  hubCall('getTag', { tagInfo: 'f40', name: 'f40' });
  // @ts-expect-error -- a parameter is missing
  hubCall('getTag', {});
  // @ts-expect-error -- parameters are missing altogether
  hubCall('getTag');
  // @ts-expect-error -- a parameter is of another type
  hubCall('getTag', { tagInfo: true });
  // @ts-expect-error -- parameters go by name
  hubCall('getTag', 'f40');
});

test('a struct that was made before may have no other members either', () => {
  const good = { tagInfo: 'f40', event: 3 };
  hubCall('getTag', good);
  const made = { tagInfo: 'f40', name: 'f40' };
  // @ts-expect-error -- no such parameter
  hubCall('getTag', made);
});

test('collected names are checked, and so are their values', () => {
  hubCall('editTag2', { tagInfo: 3, locked: true, remove_extra: ['mock.new_chroot'] });
  // @ts-expect-error -- no such setting of a tag
  hubCall('editTag2', { tagInfo: 3, lock: true });
  // @ts-expect-error -- a setting is of another type
  hubCall('editTag2', { tagInfo: 3, locked: 'yes' });
  // @ts-expect-error -- the collector is no parameter of its own
  hubCall('editTag2', { tagInfo: 3, kwargs: { locked: true } });
});

test('a call knows its result by name and parameters', () => {
  expectTypeOf(hubCall('getTag', { tagInfo: 1 })).toEqualTypeOf<HubCall<Tag | null>>();
  expectTypeOf(hubCall('getTag', { tagInfo: 1, strict: true })).toEqualTypeOf<HubCall<Tag>>();
  expectTypeOf(hubCall('listUsers', { queryOpts: { countOnly: true } })).toEqualTypeOf<HubCall<number>>();
  expectTypeOf(hubCall('getAPIVersion')).toEqualTypeOf<HubCall<number>>();
  const strict = Math.random() > 0.5;
  expectTypeOf(hubCall('getTag', { tagInfo: 1, strict })).toEqualTypeOf<HubCall<Tag | null>>();
});

test('a call with one result is not one with another', () => {
  expectTypeOf<HubCall<Tag>>().not.toExtend<HubCall<number>>();
  expectTypeOf<HubCall<Tag>>().toExtend<HubCall<Tag | null>>();
  expectTypeOf<HubCall<Tag | null>>().not.toExtend<HubCall<Tag>>();
});

test('results of several calls are at the places of the calls', () => {
  const send = <const Calls extends readonly HubCall[]>(calls: Calls) =>
    [calls] as unknown as ResultsOf<Calls>;
  const results = send([hubCall('getTag', { tagInfo: 1 }), hubCall('getAPIVersion')]);
  expectTypeOf(results).toEqualTypeOf<[Tag | null, number]>();
  expectTypeOf<ResultsOf<HubCall<number>[]>>().toEqualTypeOf<number[]>();
});

test('of a call that the contract does not check the result is unknown', () => {
  expectTypeOf(uncheckedCall('getTag', ['f40'])).toEqualTypeOf<HubCall<unknown>>();
  expectTypeOf(callByName('getTag', { tagInfo: 'f40' })).toEqualTypeOf<HubCall<unknown>>();
  expectTypeOf<ResultOfCall<HubCall>>().toBeUnknown();
});

test('a call that is sent at once is checked the same', async () => {
  const call = callMethod<{ timeout: number }>(() => Promise.resolve());
  expectTypeOf(await call('getTag', { tagInfo: 1, strict: true }, { timeout: 3 })).toEqualTypeOf<Tag>();
  expectTypeOf(await call('getAPIVersion')).toEqualTypeOf<number>();
  // @ts-expect-error -- no such method
  void call('getTags', {});
  // @ts-expect-error -- no such parameter
  void call('getTag', { tagInfo: 'f40', name: 'f40' });
  // @ts-expect-error -- a parameter is missing
  void call('getTag');
  // @ts-expect-error -- no such option
  void call('getTag', { tagInfo: 1 }, { retries: 3 });
});
