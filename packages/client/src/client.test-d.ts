import { hubCall, uncheckedCall, type Host, type KojiFault, type Tag, type Task } from '@kojikit/protocol';
import { expectTypeOf, test } from 'vitest';
import type { BatchAnswer, Client } from './index.js';

/** What a plugin says of its methods, in its entry `./api`. */
interface GreetingsApi {
  greet: { params: { name: string; loud?: boolean }; result: { text: string } };
  'greetings.list': { params: { user?: string | null }; result: string[] };
}

declare module '@kojikit/protocol' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface HubApi extends GreetingsApi {}
}

declare const client: Client;

test('a call takes the parameters of its method, by name', () => {
  void client.call('getTag', { tagInfo: 'f40' });
  void client.call('getTag', { tagInfo: 'f40', strict: undefined }, { timeout: 3 });
  // @ts-expect-error -- no such method
  void client.call('getTags', { tagInfo: 'f40' });
  // @ts-expect-error -- a parameter is missing
  void client.call('getTag', { strict: true });
  // @ts-expect-error -- no parameters, where one must be given
  void client.call('getTag');
  // @ts-expect-error -- a parameter of another type
  void client.call('getTag', { tagInfo: 'f40', strict: 'yes' });
  // @ts-expect-error -- no such parameter
  void client.call('getTag', { tagInfo: 'f40', deleted: true });
  // @ts-expect-error -- no such option of a call
  void client.call('getTag', { tagInfo: 'f40' }, { retries: 3 });
});

test('a call returns the result of its method', async () => {
  expectTypeOf(await client.call('getTag', { tagInfo: 'f40' })).toEqualTypeOf<Tag | null>();
  expectTypeOf(await client.call('getTag', { tagInfo: 'f40', strict: true })).toEqualTypeOf<Tag>();
  expectTypeOf(await client.call('listHosts')).toEqualTypeOf<Host[]>();
  expectTypeOf(await client.call('listHosts', { queryOpts: { countOnly: true } })).toEqualTypeOf<number>();
  expectTypeOf(await client.call('getTaskInfo', { task_id: [3, 4] })).toEqualTypeOf<(Task | null)[]>();
});

test('a method of the API is called as a function', async () => {
  const { api } = client;
  expectTypeOf(await api.getTag({ tagInfo: 'f40', strict: true })).toEqualTypeOf<Tag>();
  expectTypeOf(await api.listHosts()).toEqualTypeOf<Host[]>();
  expectTypeOf(await api.listHosts({ enabled: true })).toEqualTypeOf<Host[]>();
  expectTypeOf(await api['repo.references']({ repo_id: 3 })).not.toBeAny();
  // @ts-expect-error -- no such method
  void api.getTags({ tagInfo: 'f40' });
  // @ts-expect-error -- no parameters, where one must be given
  void api.getTag();
  // @ts-expect-error -- a parameter is missing
  void api.getTag({ strict: true });
  // @ts-expect-error -- no such parameter
  void api.getTag({ tagInfo: 'f40', deleted: true });
  // @ts-expect-error -- parameters go by name
  void api.getTag('f40');
});

test('a multicall has the results at the places of the calls, each of them a result or a fault', async () => {
  const [tag, hosts] = await client.multicall([
    hubCall('getTag', { tagInfo: 'f40', strict: true }),
    hubCall('listHosts'),
  ]);
  expectTypeOf(tag).toEqualTypeOf<BatchAnswer<Tag>>();
  expectTypeOf(hosts).toEqualTypeOf<BatchAnswer<Host[]>>();
  if ('fault' in tag) expectTypeOf(tag.fault).toEqualTypeOf<KojiFault>();
  else expectTypeOf(tag.result).toEqualTypeOf<Tag>();
  // @ts-expect-error -- whether it is a fault has to be looked at first
  void tag.result;
  const many = await client.multicall([1, 2].map((id) => hubCall('getTag', { tagInfo: id, strict: true })));
  expectTypeOf(many).toEqualTypeOf<BatchAnswer<Tag>[]>();
  // @ts-expect-error -- calls are made by `hubCall`, which checks them
  void client.multicall([{ method: 'getTag', params: ['f40'] }]);
});

test('the methods of a plugin are called like those of the hub', async () => {
  expectTypeOf(await client.call('greet', { name: 'Ada' })).toEqualTypeOf<{ text: string }>();
  expectTypeOf(await client.api.greet({ name: 'Ada', loud: true })).toEqualTypeOf<{ text: string }>();
  expectTypeOf(await client.call('greetings.list')).toEqualTypeOf<string[]>();
  // @ts-expect-error -- a parameter is missing
  void client.call('greet', { loud: true });
  // @ts-expect-error -- no such parameter
  void client.api.greet({ name: 'Ada', quiet: true });
});

test('what comes of a call that the contract does not know has to be looked at', async () => {
  expectTypeOf(await client.callUnchecked('greetAll', ['Ada'])).toBeUnknown();
  expectTypeOf(await client.send(uncheckedCall('greetAll'))).toBeUnknown();
  expectTypeOf(await client.send(hubCall('getTag', { tagInfo: 1, strict: true }))).toEqualTypeOf<Tag>();
});
