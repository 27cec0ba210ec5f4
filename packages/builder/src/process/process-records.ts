import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The variable of the environment that tells programs of a daemon from others. */
const MARK = 'KOJID_PROCESS_RECORDS';

/**
 * Remembers on disk which process groups a daemon has started, so that the next daemon can end them after this one was
 * killed. A record holds the leader's start time: a process id alone may belong to somebody else by then. A program also has a
 * mark in its environment, for the moment between its start and its record.
 */
export class ProcessRecords {
  /** To be in the environment of every program that is recorded here. */
  readonly mark: Readonly<Record<string, string>>;

  constructor(private readonly directory: string) {
    this.mark = { [MARK]: directory };
  }

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
    return [...new Set([...killed, ...(await this.killMarked())])];
  }

  private async killMarked(): Promise<number[]> {
    const own = groupOf(process.pid);
    const marked = new Set<number>();
    for (const name of await readdir('/proc')) {
      const environment = /^\d+$/.test(name) ? readIfThere(`/proc/${name}/environ`) : undefined;
      if (!environment?.split('\0').includes(`${MARK}=${this.directory}`)) continue;
      const group = groupOf(Number(name));
      if (group !== undefined && group > 1 && group !== own) marked.add(group);
    }
    return [...marked].filter((group) => killGroup(group, 'SIGKILL'));
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
  return statFields(pid)?.[19];
}

function groupOf(pid: number): number | undefined {
  const group = statFields(pid)?.[2];
  return group === undefined ? undefined : Number(group);
}

/* The command name, second field, may hold spaces and parentheses; what follows the last one is plain. */
function statFields(pid: number): string[] | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
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
