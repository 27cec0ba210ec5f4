import { choice, integer, integerOr, parseInteger, text } from '@kojikit/command-line';
import {
  double,
  pythonText,
  type QueryClauses,
  type Seconds,
  stateName,
  TASK_STATES,
} from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { formatTime } from '../../output/times.js';

const COLUMNS = '%-9s %-20s %-7s %-17s %-17s %-17s';
const FIELDS = ['id', 'task_id', 'host_name', 'state', 'create_ts', 'start_ts', 'completion_ts'];
const STATES = Object.keys(TASK_STATES) as Array<keyof typeof TASK_STATES>;

export const schedulerInfo = coreCommand({
  summary: 'Show how tasks were given to hosts',
  anonymous: true,
  usage: '[options]',
  options: {
    task: integer(['-t', '--task'], { help: 'only this task' }),
    host: text('--host', { help: 'only this host, and what the scheduler knows of it' }),
    state: choice(STATES, '--state', { help: 'only runs in this state' }),
    limit: integerOr(100, '--limit', { help: 'only the last N runs (100)' }),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    await context.ensureConnection();
    let hostId: number | undefined;
    if (options.host) {
      hostId =
        parseInteger(options.host) ??
        (await hub.call('getHost', { hostInfo: options.host, strict: true })).id;
    }
    const clauses: QueryClauses = [];
    if (options.task) clauses.push(['task_id', options.task]);
    if (options.host) clauses.push(['host_id', options.host]);
    if (options.state) clauses.push(['state', TASK_STATES[options.state]]);
    const query = { clauses, fields: FIELDS, opts: { order: '-id', limit: options.limit } };
    const runs = (await hub.call('scheduler.getTaskRuns', query)).reverse();
    if (options.json) return printJson(context, runs);
    if (!settings.quiet) {
      const line = format(COLUMNS, 'Task', 'Host', 'State', 'Created', 'Started', 'Ended');
      print(line);
      print('-'.repeat(line.length));
    }
    for (const run of runs) {
      const times = [run.create_ts, run.start_ts, run.completion_ts].map(shortTime);
      print(format(COLUMNS, run.task_id, run.host_name, stateName(TASK_STATES, run.state), ...times));
    }
    if (hostId) {
      print(`Host data for ${options.host}:`);
      const [data] = await hub.call('scheduler.getHostData', { hostID: hostId });
      print(data ? pythonText(data.data) : '-');
    }
  },
});

/** Date and time with a year of two digits. */
function shortTime(seconds: Seconds | null | undefined): string {
  return seconds ? formatTime(double(Math.floor(Number(seconds)))).slice(2) : '';
}
