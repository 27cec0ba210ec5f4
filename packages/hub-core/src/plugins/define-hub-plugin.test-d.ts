import type { Build, TaggedBuild, Tag } from '@kojikit/protocol';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import {
  anyone,
  defineHubPlugin,
  method,
  policyTest,
  stateKey,
  type Context,
  type HubPlugin,
  type PageHub,
  type WorkerContext,
} from '../plugin.js';

const config = z.object({ greetings: z.object({ text: z.string() }) });
interface GreetingsConfig {
  greetings: { text: string };
}

test('a plugin is its name and what it adds', () => {
  defineHubPlugin({ name: 'greetings' });
  // @ts-expect-error -- a plugin has a name
  defineHubPlugin({ methods: [] });
  // @ts-expect-error -- there is nothing of that name to add
  defineHubPlugin({ name: 'greetings', commands: [] });
});

test('a plugin has the configuration that its schema reads', () => {
  expectTypeOf(defineHubPlugin({ name: 'greetings', config })).toExtend<HubPlugin<GreetingsConfig>>();
  defineHubPlugin<GreetingsConfig>({ name: 'greetings', config });
  // @ts-expect-error -- the schema reads something else
  defineHubPlugin<{ greetings: { text: number } }>({ name: 'greetings', config });
});

test('a handler of an event gets what belongs to the event', () => {
  defineHubPlugin({
    name: 'greetings',
    on: {
      postTag: (ctx, data, event) => {
        expectTypeOf(ctx).toEqualTypeOf<Context>();
        expectTypeOf(data.tag).toEqualTypeOf<Tag>();
        expectTypeOf(data.build).toEqualTypeOf<Build | TaggedBuild>();
        expectTypeOf(event).toEqualTypeOf<'postTag'>();
      },
      preCommit: { handler: () => undefined, ignoreErrors: true },
    },
  });
  // @ts-expect-error -- no such event
  defineHubPlugin({ name: 'greetings', on: { postTagging: () => undefined } });
  // @ts-expect-error -- `postTag` tells of no repo
  defineHubPlugin({ name: 'greetings', on: { postTag: (ctx, { repo }) => void repo } });
  // @ts-expect-error -- whether errors are ignored must be said
  defineHubPlugin({ name: 'greetings', on: { postTag: { handler: () => undefined } } });
});

test('methods are declared by `method`', () => {
  const greet = method('greet', { params: {}, access: anyone, handler: () => 'Hello' });
  defineHubPlugin({ name: 'greetings', methods: [greet] });
  // @ts-expect-error -- a function is no method: nothing says who may call it
  defineHubPlugin({ name: 'greetings', methods: [() => 'Hello'] });
});

test('a policy test runs with what it has prepared', () => {
  const older = policyTest('older', {
    prepare: (words) => Number(words[1]),
    run: (ctx, data, prepared) => {
      expectTypeOf(prepared).toEqualTypeOf<number>();
      return prepared > 3;
    },
  });
  defineHubPlugin({ name: 'greetings', policyTests: [older] });
  // @ts-expect-error -- it holds or it does not
  policyTest('older', { prepare: () => 3, run: (ctx, data, prepared) => prepared });
});

test('what a plugin keeps is found with the type of its key', () => {
  const names = stateKey<Set<string>>('names');
  defineHubPlugin<GreetingsConfig>({
    name: 'greetings',
    config,
    setup({ config: { greetings }, keep }) {
      expectTypeOf(greetings).toEqualTypeOf<{ text: string }>();
      keep(names, new Set([greetings.text]));
      // @ts-expect-error -- the key is for something else
      keep(names, greetings.text);
      return { close: () => undefined };
    },
  });
  const find = (place: Context | WorkerContext | PageHub) =>
    expectTypeOf(place.state(names)).toEqualTypeOf<Set<string>>();
  void find;
  // @ts-expect-error -- what is returned can be closed
  defineHubPlugin({ name: 'greetings', setup: () => 'ready' });
});
