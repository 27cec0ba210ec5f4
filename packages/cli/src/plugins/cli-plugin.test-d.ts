import { hubCall, type Tag } from '@kojikit/protocol';
import { expectTypeOf, test } from 'vitest';
import {
  choice,
  command,
  counted,
  defineCliPlugin,
  flag,
  integer,
  integerOr,
  list,
  text,
  textOr,
  type CliPlugin,
  type Command,
  type CommandContext,
} from '../plugin.js';

const run = () => Promise.resolve(0);

test('a command reads its options under the names of its table', () => {
  const greet = command({
    usage: '[options] <name>',
    options: {
      loud: flag('--loud', 'in capitals'),
      times: integerOr(1, '--times', { help: 'how often' }),
      limit: integer('--limit', { help: 'at most so many' }),
      title: text('--title', { help: 'in front of the name' }),
      mark: textOr('!', '--mark', { help: 'after the name' }),
      also: list('--also', { help: 'greet these as well' }),
      tone: choice(['warm', 'cool'], '--tone', { help: 'how it sounds' }),
      verbosity: counted(['-v', '--verbose'], 'tell more'),
    },
    run: ({ options, args, hub }) => {
      expectTypeOf(options.loud).toEqualTypeOf<boolean>();
      expectTypeOf(options.times).toEqualTypeOf<number>();
      expectTypeOf(options.limit).toEqualTypeOf<number | undefined>();
      expectTypeOf(options.title).toEqualTypeOf<string | undefined>();
      expectTypeOf(options.mark).toEqualTypeOf<string>();
      expectTypeOf(options.also).toEqualTypeOf<string[]>();
      expectTypeOf(options.tone).toEqualTypeOf<'warm' | 'cool' | undefined>();
      expectTypeOf(options.verbosity).toEqualTypeOf<number>();
      expectTypeOf(args).toEqualTypeOf<readonly string[]>();
      expectTypeOf(hub).toEqualTypeOf<CommandContext['hub']>();
      // @ts-expect-error -- no such option
      void options.quiet;
      return Promise.resolve();
    },
  });
  expectTypeOf(greet).toEqualTypeOf<Command>();
});

test('a command says how it is used, which options it has and what it does', () => {
  command({ usage: '', options: {}, run });
  // @ts-expect-error -- no usage
  command({ options: {}, run });
  // @ts-expect-error -- no options, not even none
  command({ usage: '', run });
  // @ts-expect-error -- an option is declared by one of the functions for that
  command({ usage: '', options: { loud: true }, run });
  // @ts-expect-error -- an exit status is a number
  command({ usage: '', options: {}, run: () => Promise.resolve('0') });
});

test('a plugin is its name and its commands', () => {
  const greet = command({ usage: '', options: {}, run });
  expectTypeOf(defineCliPlugin({ name: 'greetings', commands: { greet } })).toEqualTypeOf<CliPlugin>();
  // @ts-expect-error -- no name
  defineCliPlugin({ commands: { greet } });
  // @ts-expect-error -- commands have names
  defineCliPlugin({ name: 'greetings', commands: [greet] });
  // @ts-expect-error -- a function is no command
  defineCliPlugin({ name: 'greetings', commands: { greet: run } });
});

test('a command calls the hub by the contract', async () => {
  const { hub } = {} as CommandContext;
  expectTypeOf(await hub.call('getTag', { tagInfo: 'f40', strict: true })).toEqualTypeOf<Tag>();
  const both = await hub.batch([hubCall('getTag', { tagInfo: 'f40' }), hubCall('getAPIVersion')]);
  expectTypeOf(both).toEqualTypeOf<[Tag | null, number]>();
  const settled = await hub.batchSettled([hubCall('getAPIVersion')]);
  expectTypeOf(settled).toEqualTypeOf<[number | Error]>();
  expectTypeOf(await hub.callUnchecked('greet')).toBeUnknown();
  // @ts-expect-error -- a parameter is missing
  void hub.call('getTag');
});
