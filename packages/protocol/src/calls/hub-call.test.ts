import { expect, expectTypeOf, it } from 'vitest';
import type { HostWithChannels, ListedTask, Tag, Task } from '../contract/index.js';
import { Double } from '../codec/double.js';
import {
  callMethod,
  hubCall,
  plain,
  type HubCall,
  type Plain,
  type ResultOf,
  type ResultsOf,
} from './index.js';

it('sends parameters by name, and none that are undefined', () => {
  expect(hubCall('getTag', { tagInfo: 'f40', event: undefined })).toEqual({
    method: 'getTag',
    params: [{ tagInfo: 'f40', __starstar: true }],
  });
  expect(hubCall('getUserPerms')).toEqual({ method: 'getUserPerms', params: [] });
  expect(hubCall('editTag2', { tagInfo: 3, locked: true }).params).toEqual([
    { tagInfo: 3, locked: true, __starstar: true },
  ]);
});

it('sends by position what a method collects by position', () => {
  expect(hubCall('echo', { args: [1, 'two'] }).params).toEqual([1, 'two']);
  expect(hubCall('multiCall', { calls: [] }).params).toEqual([[]]);
  expect(hubCall('count', { methodName: 'listTagged', args: ['f40'], inherit: true }).params).toEqual([
    'listTagged',
    'f40',
    { inherit: true, __starstar: true },
  ]);
});

it('takes the methods and parameters of the contract only', () => {
  // @ts-expect-error: no such method
  hubCall('getTags', {});
  // @ts-expect-error: no such parameter
  hubCall('getTag', { tagInfo: 'f40', name: 'f40' });
  // @ts-expect-error: a parameter is missing
  hubCall('getTag');
  // @ts-expect-error: a parameter is of another type
  hubCall('getTag', { tagInfo: true });
  const made = { tagInfo: 'f40', name: 'f40' };
  // @ts-expect-error: no such parameter, in a struct that was made before
  hubCall('getTag', made);
});

const resultOf = <Result>(call: HubCall<Result>): Result => call as unknown as Result;

it('knows what comes of it', () => {
  expectTypeOf(resultOf(hubCall('getTag', { tagInfo: 1 }))).toEqualTypeOf<Tag | null>();
  expectTypeOf(resultOf(hubCall('getTag', { tagInfo: 1, strict: true }))).toEqualTypeOf<Tag>();
  expectTypeOf(resultOf(hubCall('listUsers', { queryOpts: { countOnly: true } }))).toEqualTypeOf<number>();
  expectTypeOf(resultOf(hubCall('listTasks', { queryOpts: { limit: 3 } }))).toEqualTypeOf<ListedTask[]>();
  expectTypeOf<ResultOf<'host.getLoadData'>[0]>().toEqualTypeOf<HostWithChannels[]>();
  const results = <const Calls extends readonly HubCall[]>(calls: Calls) =>
    calls as unknown as ResultsOf<Calls>;
  expectTypeOf(results([hubCall('getTag', { tagInfo: 1 }), hubCall('getAPIVersion')])).toEqualTypeOf<
    [Tag | null, number]
  >();
});

it('knows results that depend on parameters', () => {
  expectTypeOf(resultOf(hubCall('getTaskInfo', { task_id: 1 }))).toEqualTypeOf<Task | null>();
  expectTypeOf(resultOf(hubCall('getTaskInfo', { task_id: 1, strict: true }))).toEqualTypeOf<Task>();
  expectTypeOf(resultOf(hubCall('getTaskInfo', { task_id: [1] }))).toEqualTypeOf<(Task | null)[]>();
});

it('is made and sent in one', async () => {
  const sent: HubCall[] = [];
  const call = callMethod((made) => Promise.resolve(sent.push(made)));
  expectTypeOf(await call('getTag', { tagInfo: 1, strict: true })).toEqualTypeOf<Tag>();
  expectTypeOf(await call('getAPIVersion')).toEqualTypeOf<number>();
  expect(sent).toEqual([hubCall('getTag', { tagInfo: 1, strict: true }), hubCall('getAPIVersion')]);
});

it('is made plain', () => {
  expectTypeOf<Plain<ResultOf<'listHosts'>>[number]['update_ts']>().toEqualTypeOf<number | null>();
  expect(plain([{ capacity: new Double(2) }])).toEqual([{ capacity: 2 }]);
});
