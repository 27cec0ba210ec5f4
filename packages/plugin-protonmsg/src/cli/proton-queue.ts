import {
  choice,
  command,
  flag,
  formatTimeLong,
  integer,
  jsonOption,
  printJson,
  UsageError,
  type CommandContext,
} from '@kojikit/cli/plugin';
import type {} from '../api.js';

const options = {
  state: choice(['queued', 'dead', 'sent', 'expired', 'dropped'], '--state', {
    help: 'list: messages in this state instead of queued ones',
  }),
  limit: integer('--limit', { help: 'list: at most so many messages (100)' }),
  all: flag('--all', 'retry: every dead message'),
  json: jsonOption,
};

type Chosen = CommandContext<typeof options>['options'];

interface Action {
  run(context: CommandContext, ids: readonly string[], chosen: Chosen): Promise<void>;
  readonly ids: boolean;
  readonly options: readonly (keyof Chosen)[];
}

const actions: Readonly<Record<string, Action>> = {
  list: { run: list, ids: false, options: ['state', 'limit', 'json'] },
  stats: { run: stats, ids: false, options: ['json'] },
  flush: { run: flush, ids: false, options: [] },
  retry: { run: retry, ids: true, options: ['all'] },
  drop: { run: drop, ids: true, options: [] },
};

/** `koji proton-queue`: what waits for a broker, what was put aside, and what to do about it. */
export const protonQueue = command({
  usage: '[options] list|stats|flush|retry|drop [message-id...]',
  description:
    'retry puts dead messages back into the queue, drop gives up messages that are queued or dead; both take ids. ' +
    'flush tries everything at once.',
  options,
  async run(context) {
    const chosen = context.options;
    const { action, ids } = readAction(context.args, chosen);
    await context.activateSession();
    await action.run(context, ids, chosen);
  },
});

/** Throws UsageError for what makes no sense, so that no option is ignored. */
function readAction([word, ...ids]: readonly string[], chosen: Chosen) {
  const action = word === undefined || !Object.hasOwn(actions, word) ? undefined : actions[word];
  if (action === undefined) {
    throw new UsageError(`Please say what to do: ${Object.keys(actions).join(', ')}`);
  }
  if (ids.length > 0 && !action.ids) throw new UsageError(`${word} takes no message ids`);
  for (const name of ['state', 'limit', 'all', 'json'] as const) {
    const given = chosen[name] !== undefined && chosen[name] !== false;
    if (given && !action.options.includes(name)) throw new UsageError(`${word} takes no --${name}`);
  }
  if (action === actions['drop'] && ids.length === 0) {
    throw new UsageError('Please say which messages: their ids');
  }
  if (action === actions['retry'] && (ids.length === 0) !== chosen.all) {
    throw new UsageError('Please give message ids, or --all for every dead message');
  }
  return { action, ids };
}

async function list(context: CommandContext, ids: readonly string[], chosen: Chosen): Promise<void> {
  const params = { state: chosen.state ?? 'queued', limit: chosen.limit ?? 100 };
  const entries = await context.hub.call('listProtonMessages', params);
  if (chosen.json) return printJson(context, entries);
  for (const entry of entries) {
    const { message_id: id, address, created_ts: created, attempts, last_error: error } = entry;
    context.print(`${id}  ${formatTimeLong(Number(created))}  ${address}  ${JSON.stringify(entry.props)}`);
    if (error !== null) context.print(`    ${refusals(attempts)}${error}`);
  }
}

async function stats(context: CommandContext, ids: readonly string[], chosen: Chosen): Promise<void> {
  const numbers = await context.hub.call('getProtonQueueStats');
  if (chosen.json) return printJson(context, numbers);
  context.print(`queued: ${numbers.queued}`);
  context.print(`oldest: ${Math.round(Number(numbers.oldest_age))} s`);
  context.print(`dead: ${numbers.dead}`);
  for (const [state, count] of Object.entries(numbers.kept)) context.print(`${state}: ${count}`);
}

async function flush(context: CommandContext): Promise<void> {
  const count = await context.hub.call('flushProtonQueue');
  context.print(`${messages(count)} tried now`);
}

async function retry(context: CommandContext, ids: readonly string[]): Promise<void> {
  const count = await context.hub.call('retryProtonMessages', {
    message_ids: ids.length === 0 ? null : [...ids],
  });
  context.print(`${messages(count)} queued again`);
}

async function drop(context: CommandContext, ids: readonly string[]): Promise<void> {
  const count = await context.hub.call('dropProtonMessages', { message_ids: [...ids] });
  context.print(`${messages(count)} dropped`);
}

function messages(count: number): string {
  return count === 1 ? '1 message is' : `${count} messages are`;
}

function refusals(count: number): string {
  if (count === 0) return 'not sent: ';
  return count === 1 ? 'refused once: ' : `refused ${count} times, the last time: `;
}
