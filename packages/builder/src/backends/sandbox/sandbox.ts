import { chmod, mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GenericError, makeFolder } from '@kojikit/protocol';
import type { Leases } from '../../buildroot/leases.js';
import type { BuilderSettings } from '../../config/settings.js';
import { ControlGroups } from '../../limits/control-groups.js';
import { capture } from '../../process/capture.js';
import { succeeded } from '../../process/exit-status.js';
import { findProgram } from '../../process/find-program.js';
import type { Log } from '../../tasks/log.js';
import type { Backend, LocalRoot, Root, RootHost, RootRequest, RootView } from '../backend.js';
import { mockConfig } from '../mock-config.js';
import { unmountBelow } from '../mounts.js';
import type { Isolation } from './isolation.js';
import { mountNamespace } from './isolation.js';
import { probeIsolation } from './probe-isolation.js';
import { RootCache } from './root-cache.js';
import { readRecord, writeRecord } from './root-record.js';
import { SandboxRoot } from './sandbox-root.js';
import { stageCommand } from './stage.js';

/** Mode of the folders above a root. */
const PRIVATE = 0o700;

/** Build roots without mock: namespaces over the tag's packages or the machine's own programs. */
export class SandboxBackend implements Backend {
  readonly name = 'sandbox';
  private readonly cache: RootCache;
  private checked = false;
  private dnf: string | undefined;

  constructor(
    private readonly settings: BuilderSettings,
    leases: Leases,
    private readonly log: Log,
    /** What this machine can do; found out by `check` if it is not given. */
    private isolation?: Isolation,
    /** The same for control groups. */
    private groups?: ControlGroups,
  ) {
    this.cache = new RootCache(join(settings.mockdir, 'cache'), leases, (paths) => this.erase(paths));
  }

  async check(): Promise<void> {
    const { mockdir } = this.settings;
    try {
      makeFolder(mockdir, 0o711);
    } catch (cause) {
      throw new GenericError(`mockdir ${mockdir} cannot be made: ${String(cause)}`, { cause });
    }
    this.isolation ??= await probeIsolation(mockdir);
    this.groups ??= await ControlGroups.find();
    this.dnf = await findProgram('dnf');
    // Those of an older version may be open to everybody.
    for (const { directory } of await this.list())
      if (directory !== undefined) await chmod(directory, PRIVATE);
    await mkdir(join(mockdir, 'cache'), { recursive: true });
    await chmod(join(mockdir, 'cache'), PRIVATE);
    this.checked = true;
    const { asRoot, bwrap, overlay } = this.isolation;
    this.log.info(
      `sandbox: ${asRoot ? 'root' : 'user'} namespaces, ${bwrap === undefined ? 'unshare and chroot' : 'bubblewrap'}, ` +
        `${overlay === undefined ? 'no overlays' : 'overlays'}, ${this.dnf === undefined ? 'no dnf' : 'dnf'}`,
    );
    const { names } = this.groups;
    this.log.info(`sandbox: control groups for ${names.length === 0 ? 'nothing' : names.join(' and ')}`);
    for (const note of this.isolation.notes) this.log.info(`sandbox: ${note}`);
  }

  async create(request: RootRequest, host: RootHost): Promise<Root> {
    if (!this.checked) await this.check();
    const { isolation, dnf, settings, cache, groups } = this;
    if (!isolation || !groups) throw new GenericError('the sandbox is not ready');
    const directory = join(settings.mockdir, request.name);
    await mkdir(directory, { recursive: true });
    // A program in the root that runs as its owner for whoever starts it must not be reached by other users.
    await chmod(directory, PRIVATE);
    await mkdir(join(directory, 'root'), { recursive: true });
    await chmod(join(directory, 'root'), 0o755);
    await mkdir(join(directory, 'result'), { recursive: true });
    await writeRecord(directory, { id: request.buildrootId, name: request.name });
    const hosts = await readFile('/etc/hosts', 'utf8').catch(() => undefined);
    const configText = mockConfig(request, settings, hosts);
    return new SandboxRoot({
      request,
      host,
      settings,
      isolation,
      dnf,
      cache,
      groups,
      directory,
      configText,
    });
  }

  async list(): Promise<LocalRoot[]> {
    const roots: LocalRoot[] = [];
    for (const folder of await readdir(this.settings.mockdir)) {
      const directory = join(this.settings.mockdir, folder);
      const record = await readRecord(directory);
      if (!record) continue;
      const root = await stat(join(directory, 'root')).catch(() => undefined);
      roots.push({ buildrootId: record.id, name: record.name, directory, changed: root?.mtimeMs });
    }
    return roots;
  }

  async view({ directory, changed }: LocalRoot): Promise<RootView | undefined> {
    const { isolation } = this;
    if (directory === undefined || changed === undefined || !isolation) return undefined;
    const rootDir = join(directory, 'root');
    const base = (await readRecord(directory))?.base;
    if (base === undefined) {
      const inNamespace = isolation.asRoot ? [] : mountNamespace(isolation);
      return { rootDir, path: rootDir, enter: (command) => [...inNamespace, ...command] };
    }
    if (!(await stat(base).catch(() => undefined))) return undefined;
    if (isolation.overlay === undefined) {
      throw new GenericError(
        `${rootDir} lies over another root, and there are no overlay mounts here any more`,
      );
    }
    const path = join(directory, 'merged');
    // Without an upper folder an overlay cannot be written to.
    const options = `lowerdir=${rootDir}:${base}${isolation.overlay}`;
    const steps = [
      ['dir', path],
      ['mount', 'overlay', options, 'overlay', path],
    ] as const;
    return {
      rootDir,
      path,
      enter: (command) => [...mountNamespace(isolation), ...stageCommand(steps, command)],
    };
  }

  async clear({ directory, buildrootId: id, name }: LocalRoot): Promise<void> {
    if (directory === undefined) return;
    await writeRecord(directory, { id, name });
    await this.erase(['root', 'result', 'overlay', 'dnf'].map((name) => join(directory, name)));
    await mkdir(join(directory, 'root'), { recursive: true });
    await this.cleanCache();
  }

  async remove({ directory }: LocalRoot): Promise<void> {
    if (directory !== undefined) await this.erase([directory]);
    await this.cleanCache();
  }

  async releaseMounts(): Promise<void> {
    // All our mounts are in namespaces that end with their processes; this is for mounts that somebody made by hand.
    if (process.getuid?.() === 0)
      for (const { directory } of await this.list()) if (directory) await unmountBelow(directory);
  }

  /* A root that is still on disk lies over its cached one, however long ago it was made. */
  private async cleanCache(): Promise<void> {
    const { mockdir, buildroot_final_cleanup_delay: delay } = this.settings;
    const records = await Promise.all(
      (await readdir(mockdir)).map((folder) => readRecord(join(mockdir, folder))),
    );
    const needed = new Set(records.flatMap((record) => record?.base ?? []));
    await this.cache.clean(delay, needed);
  }

  /** Removes folders, also what belongs to ids that only our user namespace may touch. */
  private async erase(paths: readonly string[]): Promise<void> {
    const { isolation } = this;
    if (!isolation || isolation.asRoot) {
      for (const path of paths) await rm(path, { recursive: true, force: true });
      return;
    }
    const command = [...mountNamespace(isolation), 'rm', '-rf', '--one-file-system', '--', ...paths];
    const { status, output } = await capture(command);
    if (!succeeded(status)) throw new GenericError(`cannot remove: ${output.trim()}`);
  }
}
