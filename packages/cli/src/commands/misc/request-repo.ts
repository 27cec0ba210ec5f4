import { flag, integer } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { repoMakeOptions } from '../../repos/repo-options.js';
import { requestRepo as request } from '../../repos/request-repo.js';

export const requestRepo = coreCommand({
  summary: 'Request a repo for a tag',
  usage: '[options] <tag>',
  options: {
    ...repoMakeOptions,
    minEvent: integer('--min-event', { metavar: 'EVENT#', help: 'at least as new as this event' }),
    atEvent: integer('--at-event', { metavar: 'EVENT#', help: 'as of this event' }),
    current: flag(['--current', '--last'], "as new as the tag's last change"),
  },
  run: (context) => request(context, context.options),
});
