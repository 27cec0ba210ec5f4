import { constants } from 'node:os';
import type { ExitStatus } from '../process/exit-status.js';
import { succeeded } from '../process/exit-status.js';
import { megabytes } from './command-limits.js';
import type { CommandLimits } from './command-limits.js';
import type { ControlGroups } from './control-groups.js';
import { boundedLimit } from './resource-limits.js';
import type { ResourceLimits } from './resource-limits.js';
import { fullDiskReason } from './full-disk.js';
import { watchDisk } from './disk-watch.js';

export interface LimitedRun {
  readonly groups: ControlGroups;
  readonly limits: CommandLimits;
  /** The `RLIMIT_*` options, which none of ours may go beyond. */
  readonly resources: ResourceLimits;
  /** The folder that is measured against the limit of disk space. */
  readonly folder: string;
  /** What is put in front of programs that look into the folder. */
  readonly enter: readonly string[];
  /** Runs a command line, and ends it with the signal's reason when that fires. */
  run(line: readonly string[], stop: AbortSignal): Promise<ExitStatus>;
}

/** Joins the groups whose files are named up to `--`, then becomes the program that follows. */
const JOIN = `
while [ "$1" != -- ]; do
  echo 0 >"$1" || exit 125
  shift
done
shift
exec "$@"`;

class LimitReached extends Error {
  override readonly name = 'LimitReached';
}

/** Runs a command under its limits. One that fails and has run into a limit says so in its exit status. */
export async function limitedRun(run: LimitedRun, line: readonly string[]): Promise<ExitStatus> {
  const { limits, groups } = run;
  const file = limits.disk && boundedLimit('RLIMIT_FSIZE', limits.disk, run.resources);
  const group = await groups.create(limits);
  const stop = new AbortController();
  const watch = new AbortController();
  const { time, disk } = limits;
  const timer =
    time === undefined
      ? undefined
      : // Node's timers end early when they are asked for more than 2^31 ms.
        setTimeout(
          () => stop.abort(new LimitReached(timeText(time, limits.timeOption))),
          Math.min(time * 1000, 2 ** 31 - 1),
        );
  const watching =
    disk === undefined
      ? undefined
      : watchDisk(run.folder, disk, run.enter, watch.signal, () =>
          stop.abort(new LimitReached(diskText(disk))),
        ).catch(() => undefined);
  try {
    const status = await run.run(withLimits(line, file, group.joins), stop.signal);
    if (succeeded(status)) return status;
    const reason =
      reasonOf(await group.met(), limits) ??
      fileReason(status, file, limits) ??
      (await fullDiskReason(run.folder));
    return reason === undefined ? status : { ...status, reason };
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    return { code: undefined, signal: constants.signals.SIGTERM, reason: error.message };
  } finally {
    clearTimeout(timer);
    watch.abort();
    await watching;
    await group.remove();
  }
}

function withLimits(line: readonly string[], file: number | undefined, joins: readonly string[]): string[] {
  const joined = joins.length === 0 ? [...line] : ['/bin/sh', '-c', JOIN, 'sandbox', ...joins, '--', ...line];
  // One file cannot outrun the measurements of the whole.
  return file === undefined ? joined : ['prlimit', `--fsize=${file}`, '--', ...joined];
}

function reasonOf(met: readonly string[], limits: CommandLimits): string | undefined {
  if (met.includes('memory') && limits.memory !== undefined)
    return `it needed more than ${megabytes(limits.memory)} of memory (sandbox_max_memory)`;
  if (met.includes('pids') && limits.processes !== undefined)
    return `it wanted more than ${limits.processes} processes (sandbox_max_processes)`;
  return undefined;
}

/** A process that is stopped from writing a file on gets SIGXFSZ. */
function fileReason(
  status: ExitStatus,
  file: number | undefined,
  { disk }: CommandLimits,
): string | undefined {
  const signal = constants.signals.SIGXFSZ;
  if (disk === undefined || (status.signal !== signal && status.code !== 128 + signal)) return undefined;
  if (file !== undefined && file < disk)
    return `it wrote a file of more than ${megabytes(file)} (RLIMIT_FSIZE)`;
  return diskText(disk);
}

function timeText(seconds: number, option = 'sandbox_max_time'): string {
  return `it took longer than ${seconds} seconds (${option})`;
}

function diskText(bytes: number): string {
  return `it took more than ${megabytes(bytes)} of disk space (sandbox_max_disk)`;
}
