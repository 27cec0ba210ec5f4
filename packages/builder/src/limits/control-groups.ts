import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandLimits } from './command-limits.js';

/** Files of a control group: what is written to set a limit, and what tells that it was met. */
interface Controller {
  readonly name: 'pids' | 'memory';
  readonly folder: string;
  readonly limits: readonly string[];
  readonly events: string;
  readonly event: string;
}

/** The control group of one command. */
export interface CommandGroup {
  /** Files that a process writes `0` to when it joins. */
  readonly joins: readonly string[];
  /** Which of the limits the command has run into. */
  met(): Promise<readonly ('pids' | 'memory')[]>;
  /** Kills what is left in the group, and removes it. */
  remove(): Promise<void>;
}

const VERSION_1 = {
  pids: { limits: ['pids.max'], events: 'pids.events', event: 'max' },
  memory: {
    limits: ['memory.limit_in_bytes', 'memory.memsw.limit_in_bytes'],
    events: 'memory.oom_control',
    event: 'oom_kill',
  },
} as const;
const VERSION_2 = {
  pids: { limits: ['pids.max'], events: 'pids.events', event: 'max' },
  memory: { limits: ['memory.max'], events: 'memory.events', event: 'oom_kill' },
} as const;
const NAMES = ['pids', 'memory'] as const;
/** Of version 2: swap comes on top of `memory.max`. */
const NO_SWAP = 'memory.swap.max';
const REMOVE_TRIES = 50;

/** The machine's control groups of both versions, as far as this process may use them. */
export class ControlGroups {
  private constructor(private readonly controllers: readonly Controller[]) {}

  /**
   * Finds out where groups can be made for processes and for memory; there may be a place for one of them only.
   * @param proc The folder `/proc` of this process; another one for tests.
   */
  static async find(proc = '/proc/self'): Promise<ControlGroups> {
    const mounts = readMounts(await readFile(join(proc, 'mountinfo'), 'utf8').catch(() => ''));
    const own = readOwn(await readFile(join(proc, 'cgroup'), 'utf8').catch(() => ''));
    const controllers: Controller[] = [];
    for (const name of NAMES) {
      const old = mounts.find((mount) => mount.type === 'cgroup' && mount.options.includes(name));
      const folder = old
        ? await usableOld(join(old.point, own.get(name) ?? '/'))
        : await usableNew(mounts.find(({ type }) => type === 'cgroup2')?.point, own.get('') ?? '/', name);
      if (folder !== undefined) controllers.push({ name, folder, ...(old ? VERSION_1 : VERSION_2)[name] });
    }
    return new ControlGroups(controllers);
  }

  /** Those of a machine, or of a user, without any. */
  static none(): ControlGroups {
    return new ControlGroups([]);
  }

  /** The names of what can be limited. */
  get names(): readonly string[] {
    return this.controllers.map(({ name }) => name);
  }

  async create(limits: CommandLimits): Promise<CommandGroup> {
    const name = `kojid-${randomUUID()}`;
    const used = this.controllers.filter((each) => valueOf(each, limits) !== undefined);
    const folders = new Set(used.map(({ folder }) => join(folder, name)));
    for (const folder of folders) await mkdir(folder);
    for (const controller of used) {
      const group = join(controller.folder, name);
      const value = String(valueOf(controller, limits));
      const [first = '', ...others] = controller.limits;
      await writeFile(join(group, first), value);
      // Machines that do not count swap have none of these.
      for (const file of others)
        await writeFile(join(group, file), value, { flag: 'r+' }).catch(() => undefined);
      if (controller.name === 'memory')
        await writeFile(join(group, NO_SWAP), '0', { flag: 'r+' }).catch(() => undefined);
    }
    const groups = [...folders];
    return {
      joins: groups.map((folder) => join(folder, 'cgroup.procs')),
      met: () => metLimits(used, name),
      remove: async () => {
        for (const folder of groups) await removeGroup(folder);
      },
    };
  }
}

function valueOf({ name }: Controller, limits: CommandLimits): number | undefined {
  return name === 'pids' ? limits.processes : limits.memory;
}

async function metLimits(used: readonly Controller[], name: string): Promise<('pids' | 'memory')[]> {
  const met: ('pids' | 'memory')[] = [];
  for (const controller of used) {
    const text = await readFile(join(controller.folder, name, controller.events), 'utf8').catch(() => '');
    const count = new RegExp(`^${controller.event} (\\d+)$`, 'm').exec(text)?.[1];
    if (Number(count ?? 0) > 0) met.push(controller.name);
  }
  return met;
}

async function removeGroup(folder: string): Promise<void> {
  for (let tries = 0; tries < REMOVE_TRIES; tries++) {
    const text = await readFile(join(folder, 'cgroup.procs'), 'utf8').catch(() => '');
    for (const pid of text.split('\n').map(Number)) {
      if (pid <= 1) continue;
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
    try {
      await rmdir(folder);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      await sleep(100);
    }
  }
}

interface GroupMount {
  readonly point: string;
  readonly type: string;
  readonly options: readonly string[];
}

function readMounts(table: string): GroupMount[] {
  return table.split('\n').flatMap((line) => {
    const [left = '', right = ''] = line.split(' - ');
    const [type = '', , options = ''] = right.split(' ');
    const point = left.split(' ')[4];
    if (point === undefined || (type !== 'cgroup' && type !== 'cgroup2')) return [];
    return [{ point, type, options: options.split(',') }];
  });
}

/** This process's group by controller; that of version 2 has the empty name. */
function readOwn(text: string): Map<string, string> {
  const own = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, names, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (names === undefined || path === undefined) continue;
    for (const name of names.split(',')) own.set(name, path);
  }
  return own;
}

async function usableOld(folder: string): Promise<string | undefined> {
  const trial = join(folder, `kojid-${randomUUID()}`);
  try {
    await mkdir(trial);
    await rmdir(trial);
    return folder;
  } catch {
    return undefined;
  }
}

/**
 * Of version 2: a group with processes of its own may not limit groups below it. Where ours was given to us it is divided,
 * with this process in a part of its own; otherwise, as root, groups are made at the top.
 */
async function usableNew(mount: string | undefined, own: string, name: string): Promise<string | undefined> {
  if (mount === undefined) return undefined;
  const given = join(mount, own);
  if (own !== '/' && (await divide(given, name))) return given;
  const top = join(mount, 'kojid');
  try {
    await enable(mount, name);
    await mkdir(top, { recursive: true });
    await enable(top, name);
    return top;
  } catch {
    return undefined;
  }
}

async function divide(folder: string, name: string): Promise<boolean> {
  const main = join(folder, 'kojid-main');
  try {
    await access(join(folder, 'cgroup.subtree_control'), constants.W_OK);
    await mkdir(main, { recursive: true });
    await writeFile(join(main, 'cgroup.procs'), String(process.pid));
  } catch {
    return false;
  }
  try {
    await enable(folder, name);
    return true;
  } catch {
    // Others are in it as well, a login shell for example.
    await writeFile(join(folder, 'cgroup.procs'), String(process.pid)).catch(() => undefined);
    await rmdir(main).catch(() => undefined);
    return false;
  }
}

async function enable(folder: string, name: string): Promise<void> {
  const available = (await readFile(join(folder, 'cgroup.controllers'), 'utf8')).split(/\s+/);
  if (!available.includes(name)) throw new Error(`${folder} has no ${name} controller`);
  await writeFile(join(folder, 'cgroup.subtree_control'), `+${name}`);
}
