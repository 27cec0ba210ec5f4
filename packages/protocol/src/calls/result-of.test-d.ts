import { expectTypeOf, test } from 'vitest';
import type {
  Channel,
  FullTagGroup,
  History,
  Host,
  HostWithChannels,
  HubApi,
  ListedTask,
  Repo,
  RequestedTask,
  Rpm,
  Seconds,
  Tag,
  TagGroup,
  Task,
  Timestamp,
} from '../contract/index.js';
import type { MethodName, ResultOf } from './index.js';

test('a result is what the contract says', () => {
  expectTypeOf<ResultOf<'getAPIVersion'>>().toEqualTypeOf<number>();
  expectTypeOf<ResultOf<'listChannels', { hostID: 3 }>>().toEqualTypeOf<Channel[]>();
  expectTypeOf<ResultOf<'host.getLoadData'>[0]>().toEqualTypeOf<HostWithChannels[]>();
});

test('with strict there is no nil', () => {
  expectTypeOf<ResultOf<'getTag', { tagInfo: 'f40' }>>().toEqualTypeOf<Tag | null>();
  expectTypeOf<ResultOf<'getTag', { tagInfo: 'f40'; strict: true }>>().toEqualTypeOf<Tag>();
  expectTypeOf<ResultOf<'getTag', { tagInfo: 'f40'; strict: false }>>().toEqualTypeOf<Tag | null>();
  expectTypeOf<ResultOf<'getTag', { tagInfo: 'f40'; strict: boolean }>>().toEqualTypeOf<Tag | null>();
});

test('a listing is rows, or their number when that is asked for', () => {
  expectTypeOf<ResultOf<'listHosts'>>().toEqualTypeOf<Host[]>();
  expectTypeOf<ResultOf<'listHosts', { queryOpts: { limit: 3 } }>>().toEqualTypeOf<Host[]>();
  expectTypeOf<ResultOf<'listHosts', { queryOpts: { countOnly: true } }>>().toEqualTypeOf<number>();
  expectTypeOf<ResultOf<'listTasks', { queryOpts: { countOnly: false } }>>().toEqualTypeOf<ListedTask[]>();
});

test('a case of the contract counts, the first that fits', () => {
  expectTypeOf<ResultOf<'getTaskInfo', { task_id: 1 }>>().toEqualTypeOf<Task | null>();
  expectTypeOf<
    ResultOf<'getTaskInfo', { task_id: 1; request: true }>
  >().toEqualTypeOf<RequestedTask | null>();
  expectTypeOf<ResultOf<'getTaskInfo', { task_id: number[] }>>().toEqualTypeOf<(Task | null)[]>();
  expectTypeOf<ResultOf<'getTaskInfo', { task_id: number[]; request: true }>>().toEqualTypeOf<
    (RequestedTask | null)[]
  >();
  expectTypeOf<ResultOf<'getLastHostUpdate', { hostID: 1; ts: true }>>().toEqualTypeOf<Seconds | null>();
  expectTypeOf<ResultOf<'getLastHostUpdate', { hostID: 1 }>>().toEqualTypeOf<Timestamp | null>();
  expectTypeOf<ResultOf<'getRPM', { rpminfo: 1; multi: true }>>().toEqualTypeOf<Rpm[]>();
  expectTypeOf<ResultOf<'getTagGroups', { tag: 'f40'; incl_pkgs: false }>>().toEqualTypeOf<TagGroup[]>();
  expectTypeOf<ResultOf<'getTagGroups', { tag: 'f40' }>>().toEqualTypeOf<FullTagGroup[]>();
  expectTypeOf<ResultOf<'queryHistory', { tag: 'f40' }>>().toEqualTypeOf<History>();
  expectTypeOf<ResultOf<'queryHistory', { queryOpts: { countOnly: true } }>>().toEqualTypeOf<
    Record<string, number>
  >();
});

test('a case and strict work together', () => {
  expectTypeOf<ResultOf<'getTaskInfo', { task_id: 1; strict: true }>>().toEqualTypeOf<Task>();
  expectTypeOf<
    ResultOf<'getTaskInfo', { task_id: 1; request: true; strict: true }>
  >().toEqualTypeOf<RequestedTask>();
});

test('without a case that fits the result is any of those that the contract lists', () => {
  expectTypeOf<ResultOf<'getRPM', { rpminfo: 1; multi: boolean }>>().toEqualTypeOf<
    HubApi['getRPM']['result']
  >();
  expectTypeOf<ResultOf<'repo.query', { clauses: []; fields: ['id'] }>>().not.toEqualTypeOf<Repo[]>();
  expectTypeOf<ResultOf<'repo.query', { clauses: [] }>>().toEqualTypeOf<Repo[]>();
});

test('a result is checked, but for what a task ends with and what is called by a name in a parameter', () => {
  type OfAnyType = { [Name in MethodName]: 0 extends 1 & ResultOf<Name> ? Name : never }[MethodName];
  expectTypeOf<OfAnyType>().toBeNever();
  type OfUnknownType = { [Name in MethodName]: unknown extends ResultOf<Name> ? Name : never }[MethodName];
  expectTypeOf<OfUnknownType>().toEqualTypeOf<'getTaskResult' | 'filterResults'>();
});
