import { float, integer, parseInteger, text } from '@kojikit/command-line';
import { double, type QueryClauses } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { LoggedError, UsageError } from '../../errors.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { formatTimeC } from '../../output/times.js';

const COLUMNS = '%-10s %-20s %-25s %-30s';
const FIELDS = ['id', 'task_id', 'host_id', 'host_name', 'msg_ts', 'msg'];

export const schedulerLogs = coreCommand({
  summary: 'Show the messages of the scheduler',
  usage: '[options]',
  options: {
    task: integer('--task', { help: 'only about this task' }),
    host: text('--host', { help: 'only about this host (name or id)' }),
    from: float('--from', { help: 'from this time (seconds since 1970)' }),
    to: float('--to', { help: 'up to this time' }),
    limit: integer('--limit', { help: 'only the last N messages' }),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    if (args.length > 0) throw new UsageError('There are no arguments for this command');
    if (options.from && options.to && options.limit !== undefined) {
      throw new UsageError("If both --from and --to are used, --limit shouldn't be used");
    }
    const clauses: QueryClauses = [];
    if (options.task) clauses.push(['task_id', options.task]);
    if (options.host) {
      let hostId = parseInteger(options.host);
      if (hostId === undefined) {
        const host = await hub.call('getHost', { hostInfo: options.host });
        if (!host) throw new LoggedError('TypeError', `there is no host ${options.host}`);
        hostId = host.id;
      }
      clauses.push(['host_id', hostId]);
    }
    if (options.from) clauses.push(['msg_ts', '>=', double(options.from)]);
    if (options.to) clauses.push(['msg_ts', '<', double(options.to)]);
    const messages = await hub.call('scheduler.getLogMessages', {
      clauses,
      fields: FIELDS,
      opts: options.limit === undefined ? undefined : { order: '-id', limit: options.limit },
    });
    if (options.limit !== undefined) messages.reverse();
    if (options.json) return printJson(context, messages);
    if (!settings.quiet) {
      const line = format(COLUMNS, 'Task', 'Host', 'Time', 'Message');
      print(line);
      print('-'.repeat(line.length));
    }
    for (const message of messages) {
      const time = formatTimeC(Math.floor(Number(message.msg_ts)));
      print(format(COLUMNS, message.task_id, message.host_name, time, message.msg));
    }
  },
});
