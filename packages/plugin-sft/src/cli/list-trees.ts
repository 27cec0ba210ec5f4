import { format, formatTime, LoggedError, printJson } from '@kojikit/cli/plugin';
import type { FailedTree } from '../api.js';
import { describeSize } from '../config-values.js';
import type { FailedTreesContext } from './failed-trees-options.js';

const LINE = '%-8s %-8s %-14s %-20s %-12s %-9s %-19s %s';

/** Prints saved trees: those that fit the options, or those of one task. */
export async function listTrees(context: FailedTreesContext, task: number | undefined): Promise<void> {
  const { hub, options, settings, print } = context;
  const user = options.mine ? await ownId(context) : (options.user ?? null);
  const trees = await hub.call('listFailedTrees', { taskID: task, userID: user, removed: options.all });
  if (options.json) return printJson(context, trees);
  if (trees.length === 0) return print('(no saved trees)');
  if (!options.quiet && !settings.quiet) {
    print(format(LINE, 'Task', 'Failed', 'Method', 'Tag', 'Owner', 'Size', 'Saved', 'Archive'));
  }
  for (const tree of trees) print(lineOf(tree).trimEnd());
}

function lineOf(tree: FailedTree): string {
  return format(
    LINE,
    tree.task_id,
    tree.source_task_id,
    tree.method ?? '-',
    tree.tag_name ?? '-',
    tree.owner_name,
    describeSize(Number(tree.size)),
    timeOf(tree.saved_ts),
    [
      tree.filename,
      tree.volume_name === 'DEFAULT' ? '' : `on ${tree.volume_name}`,
      tree.full ? 'full' : '',
      stateOf(tree),
    ]
      .filter((part) => part !== '')
      .join(', '),
  );
}

function stateOf(tree: FailedTree): string {
  if (tree.removed_ts !== null) {
    const who = tree.removed_by === null ? '' : ` by ${tree.removed_by}`;
    return `removed ${timeOf(tree.removed_ts)}${who}: ${tree.removed_reason ?? ''}`;
  }
  if (!tree.kept) return '';
  return tree.keep_until_ts === null ? 'kept' : `kept until ${timeOf(tree.keep_until_ts)}`;
}

function timeOf(time: { valueOf(): number }): string {
  return formatTime(time.valueOf()).slice(0, 19);
}

async function ownId({ hub }: FailedTreesContext): Promise<number> {
  const me = await hub.call('getLoggedInUser');
  if (me === null) throw new LoggedError('AuthError', '--mine needs a login');
  return me.id;
}
