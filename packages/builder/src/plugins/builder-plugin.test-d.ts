import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import {
  defineBuilderPlugin,
  defineTask,
  type BuilderSettings,
  type HostInfo,
  type TaskHub,
  type Task,
  type TaskDefinition,
} from '../plugin.js';

interface GreetingConfig {
  readonly text: string;
}
interface GreetingParams {
  name: string;
  times?: number | undefined;
}
const params = z.object({ name: z.string(), times: z.number().optional() });
const config = { parse: (): GreetingConfig => ({ text: 'Hello' }) };
const run = () => Promise.resolve('done');

test('a task has the arguments that its schema reads', () => {
  const greet = defineTask({
    method: 'greet',
    params,
    checkHost: (request) => {
      expectTypeOf(request).toEqualTypeOf<{ params: GreetingParams; host: HostInfo; hub: TaskHub }>();
      return true;
    },
    run: (task) => {
      expectTypeOf(task.params).toEqualTypeOf<GreetingParams>();
      expectTypeOf(task.config).toBeUnknown();
      expectTypeOf(task.settings).toEqualTypeOf<BuilderSettings>();
      return Promise.resolve(task.params.name);
    },
  });
  expectTypeOf(greet).toEqualTypeOf<TaskDefinition<GreetingParams>>();
  // @ts-expect-error -- there is no such argument
  defineTask({ method: 'greet', params, run: (task) => Promise.resolve(task.params.loud) });
});

test('a task says its method, how its arguments are read and what is done', () => {
  defineTask({ method: 'greet', params, run });
  // @ts-expect-error -- no method
  defineTask({ params, run });
  // @ts-expect-error -- nothing reads its arguments
  defineTask({ method: 'greet', run });
  // @ts-expect-error -- the order of positional arguments is that of `shape`
  defineTask({ method: 'greet', params: { parse: () => ({ name: 'Ada' }) }, run });
  // @ts-expect-error -- no such member
  defineTask({ method: 'greet', params, run, retries: 3 });
});

test('the tasks of a plugin have the configuration that it reads', () => {
  const greet = defineTask<GreetingParams, GreetingConfig>({
    method: 'greet',
    params,
    run: (task) => {
      expectTypeOf(task).toEqualTypeOf<Task<GreetingParams, GreetingConfig>>();
      return Promise.resolve(task.config.text);
    },
  });
  defineBuilderPlugin<GreetingConfig>({ name: 'greetings', config, tasks: [greet] });
  // @ts-expect-error -- it reads another configuration
  defineBuilderPlugin<GreetingConfig>({ name: 'greetings', config: { parse: () => 3 }, tasks: [greet] });
  // @ts-expect-error -- the task wants another configuration
  defineBuilderPlugin<{ port: number }>({ name: 'greetings', tasks: [greet] });
});

test('a plugin is its name and its tasks', () => {
  // @ts-expect-error -- no name
  defineBuilderPlugin({ tasks: [] });
  // @ts-expect-error -- no tasks
  defineBuilderPlugin({ name: 'greetings' });
  // @ts-expect-error -- no such member
  defineBuilderPlugin({ name: 'greetings', tasks: [], commands: {} });
});

test('a task calls the hub by the contract', async () => {
  const task = {} as Task;
  expectTypeOf(await task.hub.call('getAPIVersion')).toEqualTypeOf<number>();
  expectTypeOf(await task.hub.callUnchecked('greet')).toBeUnknown();
  // @ts-expect-error -- a parameter is missing
  void task.hub.call('getBuildroot');
  // @ts-expect-error -- a command is a list of words, never a line for a shell
  void task.run('mock --init');
});
