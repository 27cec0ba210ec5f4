import { collectByPosition, hubCall } from '@kojikit/protocol';
import { createTestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { anyone, defineHubPlugin, keywords, method, read, rest } from '../src/plugin.js';

interface RollApi {
  callTheRoll: {
    params: { room: string; names?: string[]; options?: Record<string, unknown> };
    rest: 'names';
    keywords: 'options';
    result: string;
  };
}

declare module '@kojikit/protocol' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface HubApi extends RollApi {}
}

const plugin = defineHubPlugin({
  name: 'roll',
  methods: [
    method('callTheRoll', {
      params: { room: read.text, names: rest(read.listOf(read.text)), options: keywords(read.struct) },
      access: anyone,
      doc: 'Says who is there.',
      handler: (ctx, { room, names, options }) => `${room}: ${names.join(', ')} ${JSON.stringify(options)}`,
    }),
  ],
});

it('a method of a plugin collects positional values and named ones, called by names', async () => {
  collectByPosition<RollApi>({ callTheRoll: { before: ['room'], rest: 'names' } });
  const hub = await createTestHub({ plugins: [plugin] });
  const { method: name, params } = hubCall('callTheRoll', {
    names: ['alice', 'bob'],
    room: 'builders',
    mood: 'fine',
  });
  expect(await hub.anonymous.call(name, params)).toBe('builders: alice, bob {"mood":"fine"}');
  expect(await hub.anonymous.call(name, hubCall('callTheRoll', { room: 'empty' }).params)).toBe('empty:  {}');
});
