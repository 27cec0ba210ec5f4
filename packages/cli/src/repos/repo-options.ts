import { flag, integerOr } from '@kojikit/command-line';
import type { RepoOptions } from '@kojikit/protocol';
import { waitOption } from '../tasks/wait-option.js';

/** Options of commands that wait for a repo. */
export const repoWaitOptions = {
  timeout: integerOr(120, '--timeout', { metavar: 'MINUTES', help: 'how long to wait (120)' }),
  verbose: flag(['-v', '--verbose'], 'tell every step'),
  quiet: flag('--quiet', 'tell less'),
};

/** Options of commands that have a repo made. */
export const repoMakeOptions = {
  target: flag('--target', 'the argument is a build target'),
  wait: waitOption,
  debuginfo: flag('--debuginfo', 'with debuginfo rpms'),
  source: flag(['--source', '--src'], 'with source rpms in the repo of each architecture'),
  separateSource: flag(['--separate-source', '--separate-src'], 'with source rpms in a repo of their own'),
  ...repoWaitOptions,
};

/** What a repo is to contain, as the hub names it; `undefined` for the usual. */
export function repoContent(options: {
  debuginfo: boolean;
  source: boolean;
  separateSource: boolean;
}): Omit<RepoOptions, 'maven'> | undefined {
  const content = {
    ...(options.debuginfo && { debuginfo: true }),
    ...(options.source && { src: true }),
    ...(options.separateSource && { separate_src: true }),
  };
  return Object.keys(content).length > 0 ? content : undefined;
}
