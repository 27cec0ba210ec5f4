import { command, flag, integerOr, list, toggle, UsageError } from '@kojikit/cli/plugin';
import type {} from '../api.js';
import { formatAge } from '../duration.js';

/** `koji cleanup-sidetags`: removes side tags that have had their time, by the rules of Koji's clean-up tool. */
export const cleanupSidetags = command({
  usage: '[options]',
  description:
    'Removes empty, old, inactive and expired sidetags at once, except those in use, kept or held.',
  options: {
    test: flag(['-t', '--test'], 'remove nothing, only say which'),
    empty: toggle({ off: '--no-empty', offHelp: 'leave empty ones alone' }, true),
    emptyDelay: integerOr(1, '--empty-delay', {
      metavar: 'DAYS',
      help: 'remove what is empty for so long (1)',
    }),
    old: toggle({ off: '--no-old', offHelp: 'leave old ones alone' }, true),
    oldDelay: integerOr(30, '--old-delay', { metavar: 'DAYS', help: 'remove what is so old (30)' }),
    inactive: toggle({ off: '--no-inactive', offHelp: 'leave inactive ones alone' }, true),
    inactiveDelay: integerOr(10, '--inactive-delay', {
      metavar: 'DAYS',
      help: 'remove where no build was tagged or untagged for so long (10)',
    }),
    ignoreTags: list('--ignore-tags', { metavar: 'PATTERN', help: 'leave these alone; may be repeated' }),
  },
  async run({ args, hub, options, activateSession, print, warn }) {
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    await activateSession();
    const cleaned = await hub.call('cleanupSideTags', {
      test: options.test,
      clean_empty: options.empty,
      empty_delay: options.emptyDelay,
      clean_old: options.old,
      old_delay: options.oldDelay,
      clean_inactive: options.inactive,
      inactive_delay: options.inactiveDelay,
      ignore_tags: options.ignoreTags,
    });
    for (const { rule, name, age, spared } of cleaned) {
      if (spared === null) print(`[${rule}] ${name} (${formatAge(age)})`);
      else warn(`${name} stays: ${spared}`);
    }
  },
});
