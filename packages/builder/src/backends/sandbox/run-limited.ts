import type { BuilderSettings } from '../../config/settings.js';
import { commandLimits } from '../../limits/command-limits.js';
import type { ControlGroups } from '../../limits/control-groups.js';
import { limitedRun } from '../../limits/limited-run.js';
import { boundedLimit } from '../../limits/resource-limits.js';
import type { ExitStatus } from '../../process/exit-status.js';
import type { RootHost } from '../backend.js';
import type { Isolation } from './isolation.js';
import { mountNamespace } from './isolation.js';

/** Where a command of the sandbox runs, and what it is held to. */
export interface LimitedPlace {
  readonly host: Pick<RootHost, 'run'>;
  readonly settings: BuilderSettings;
  readonly isolation: Isolation;
  readonly groups: ControlGroups;
  /** What it takes of the disk is measured here. */
  readonly directory: string;
}

export interface LimitedCommand {
  readonly line: readonly string[];
  /** The file that its output is appended to. */
  readonly output: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Ends it after `rpmbuild_timeout` seconds; default false. */
  readonly isBuild?: boolean;
}

/** Runs a command line of `innerCommand` under the limits that kojid.conf sets for the sandbox. */
export async function runLimited(place: LimitedPlace, command: LimitedCommand): Promise<ExitStatus> {
  const { groups, host, settings, directory, isolation } = place;
  const limits = await commandLimits(settings, directory);
  const most = command.isBuild ? settings.rpmbuild_timeout : 0;
  const isTighter = most > 0 && (limits.time === undefined || most < limits.time);
  return limitedRun(
    {
      groups,
      resources: settings.limits,
      limits: isTighter ? { ...limits, time: most, timeOption: 'rpmbuild_timeout' } : limits,
      folder: directory,
      enter: isolation.asRoot ? [] : mountNamespace(isolation),
      run: (limited, stop) => host.run(limited, command.output, command.environment, stop),
    },
    command.line,
  );
}

/** Options of prlimit: where there are no control groups, each process is held to the limits for itself. */
export async function processLimits({ groups, settings, directory }: LimitedPlace): Promise<string[]> {
  const { processes, memory } = await commandLimits(settings, directory);
  return [
    ...(processes === undefined || groups.names.includes('pids')
      ? []
      : [`--nproc=${boundedLimit('RLIMIT_NPROC', processes, settings.limits)}`]),
    ...(memory === undefined || groups.names.includes('memory')
      ? []
      : [`--data=${boundedLimit('RLIMIT_DATA', memory, settings.limits)}`]),
  ];
}

/** What commands inside find in their environment, whatever the daemon's own is. */
export function innerEnvironment(hostname: string): Readonly<Record<string, string>> {
  return {
    HOME: '/builddir',
    HOSTNAME: hostname,
    LANG: 'C.UTF-8',
    PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
    SHELL: '/bin/sh',
    TERM: 'vt100',
  };
}

/** The ids of the unprivileged user, `sandbox_build_user`. */
export function buildUserOf(settings: BuilderSettings): { uid: number; gid: number } {
  const [uid = 1000, gid = 1000] = settings.sandbox_build_user.split(':').map(Number);
  return { uid, gid };
}
