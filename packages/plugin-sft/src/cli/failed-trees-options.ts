import { flag, jsonOption, text, time, type CommandContext } from '@kojikit/cli/plugin';

/** The options of `koji failed-trees`, with what each goes with. */
export const failedTreesOptions = {
  mine: flag('--mine', 'list: those that you had saved'),
  user: text('--user', { help: 'list: those that this user had saved' }),
  all: flag('--all', 'list: those that were removed as well, and why'),
  json: jsonOption,
  quiet: flag('--quiet', 'list: leave out the headings'),
  until: time('--until', { help: 'keep: until this time (a time stamp or a date), instead of for ever' }),
  undo: flag('--undo', 'keep: leave the trees to housekeeping again'),
  reason: text('--reason', { help: 'remove: why, for those who look for the tree' }),
  byPolicy: flag('--by-policy', "remove: what the hub's policy failed_trees says, instead of named trees"),
  full: flag('--full', 'resubmit: save the whole root, not only its builddir'),
  dryRun: flag('--dry-run', 'remove: only say what would be removed'),
};

/** A run of `koji failed-trees`. */
export type FailedTreesContext = CommandContext<typeof failedTreesOptions>;
