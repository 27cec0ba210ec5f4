import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Remembers on disk which process groups a daemon has started, so that the next daemon can end them after this one was
 * killed. A record holds the leader's start time: a process id alone may belong to somebody else by then.
 */
export class ProcessRecords {
  constructor(private readonly directory: string) {}

  async add(pid: number): Promise<void> {
    const started = await startTime(pid);
    if (started === undefined) return;
    await mkdir(this.directory, { recursive: true });
    await writeFile(join(this.directory, String(pid)), `${started} ${await bootId()}`);
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
      if (Number.isSafeInteger(pid) && pid > 1 && (await isSame(pid, record)) && killGroup(pid, 'SIGKILL')) {
        killed.push(pid);
      }
      await this.remove(pid);
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

async function isSame(pid: number, record: string): Promise<boolean> {
  return record === `${(await startTime(pid)) ?? 'gone'} ${await bootId()}`;
}

/** Clock ticks after boot at which a process began; `undefined` if there is no such process. */
async function startTime(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The command name, second field, may hold spaces and parentheses; what follows the last one is plain.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

async function bootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => 'unknown')).trim();
}
