import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Remembers on disk which process groups a daemon has started, so that the next daemon can end them after this one was
 * killed. A record holds the leader's start time: a process id alone may belong to somebody else by then.
 */
export class ProcessRecords {
  constructor(private readonly directory: string) {}

  /**
   * Without waiting, since a daemon that is killed between the start of a program and its record leaves a program that
   * nobody ends; under a name of its own first, since a record of which half is written names nobody.
   */
  add(pid: number): void {
    const started = startTime(pid);
    if (started === undefined) return;
    mkdirSync(this.directory, { recursive: true });
    const unfinished = join(this.directory, `${pid}.new`);
    writeFileSync(unfinished, `${started} ${bootId()}`);
    renameSync(unfinished, join(this.directory, String(pid)));
  }

  async remove(pid: number): Promise<void> {
    await rm(join(this.directory, String(pid)), { force: true });
  }

  /** Kills what an earlier daemon left running. Returns the ids of the groups that still lived. */
  async killLeftovers(): Promise<number[]> {
    const names = await readdir(this.directory).catch(() => []);
    const killed: number[] = [];
    for (const name of names) {
      const pid = Number(name);
      const record = await readFile(join(this.directory, name), 'utf8');
      if (Number.isSafeInteger(pid) && pid > 1 && isSame(pid, record) && killGroup(pid, 'SIGKILL')) {
        killed.push(pid);
      }
      await rm(join(this.directory, name), { force: true });
    }
    return killed;
  }
}

/** Sends a signal to a process group. Returns false if no process of it is left. */
export function killGroup(leader: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch {
    return false;
  }
}

function isSame(pid: number, record: string): boolean {
  return record === `${startTime(pid) ?? 'gone'} ${bootId()}`;
}

/** Clock ticks after boot at which a process began; `undefined` if there is no such process. */
function startTime(pid: number): string | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The command name, second field, may hold spaces and parentheses; what follows the last one is plain.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function bootId(): string {
  return (readIfThere('/proc/sys/kernel/random/boot_id') ?? 'unknown').trim();
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
