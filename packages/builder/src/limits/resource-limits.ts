import { readFileSync } from 'node:fs';
import type { ResourceLimit, ResourceName } from '../config/resource-limit.js';
import { capture } from '../process/capture.js';
import { succeeded } from '../process/exit-status.js';
import { findProgram } from '../process/find-program.js';
import type { ProgramFinder } from '../process/find-program.js';
import type { Log } from '../tasks/log.js';

export type ResourceLimits = Readonly<Partial<Record<ResourceName, ResourceLimit>>>;

/**
 * The words in front of a command that make it and its children keep to the `RLIMIT_*` options. Each is tried out: what
 * cannot be set here is told and left out, as Koji's kojid does.
 */
export async function resourcePrefix(
  limits: ResourceLimits,
  log: Log,
  find: ProgramFinder = findProgram,
): Promise<readonly string[]> {
  const entries = Object.entries(limits) as [ResourceName, ResourceLimit][];
  if (entries.length === 0) return [];
  const prlimit = await find('prlimit');
  if (prlimit === undefined) {
    const names = entries.map(([name]) => name).join(', ');
    log.warn(`${names}: not set, for want of prlimit (package util-linux)`);
    return [];
  }
  const options: string[] = [];
  for (const [name, limit] of entries) {
    const option = prlimitOption(name, limit);
    const { status, output } = await capture([prlimit, option, '--', 'true']);
    if (succeeded(status)) {
      log.info(`resource limit of commands: ${name} = ${Object.values(limit).join(' ')}`);
      options.push(option);
    } else log.warn(`Unable to set ${name}: ${output.trim() || 'commands do not start with it'}`);
  }
  return options.length === 0 ? [] : [prlimit, ...options, '--'];
}

/**
 * The largest value up to `wanted` that a command may be given: not even root of a sandbox may raise a limit that the
 * daemon was started with or that the options set.
 */
export function boundedLimit(name: ResourceName, wanted: number, limits: ResourceLimits): number {
  const { soft, hard = ownHardLimit(name) } = limits[name] ?? {};
  return Math.min(wanted, ...[soft, hard].filter((value) => typeof value === 'number'));
}

function prlimitOption(name: ResourceName, { soft, hard }: ResourceLimit): string {
  return `--${name.replace('RLIMIT_', '').toLowerCase()}=${soft}:${hard ?? ''}`;
}

/** What `/proc` calls the limits that we set ourselves. */
const NAMES_IN_PROC: Readonly<Partial<Record<ResourceName, string>>> = {
  RLIMIT_FSIZE: 'Max file size',
  RLIMIT_NPROC: 'Max processes',
  RLIMIT_DATA: 'Max data size',
};

function ownHardLimit(name: ResourceName): number | undefined {
  const title = NAMES_IN_PROC[name];
  if (title === undefined) return undefined;
  const line = readFileSync('/proc/self/limits', 'utf8')
    .split('\n')
    .find((text) => text.startsWith(title));
  const hard = Number(line?.slice(title.length).trim().split(/\s+/)[1]);
  return Number.isNaN(hard) ? undefined : hard;
}
