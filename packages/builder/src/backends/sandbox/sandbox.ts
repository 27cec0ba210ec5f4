import { GenericError } from '@kojikit/protocol';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Leases } from '../../buildroot/leases.js';
import type { BuilderSettings } from '../../config/settings.js';
import { capture } from '../../process/capture.js';
import { succeeded } from '../../process/exit-status.js';
import { findProgram } from '../../process/find-program.js';
import type { Log } from '../../tasks/log.js';
import type { Backend, LocalRoot, Root, RootHost, RootRequest } from '../backend.js';
import { mockConfig } from '../mock-config.js';
import { unmountBelow } from '../mounts.js';
import type { Isolation } from './isolation.js';
import { mountNamespace, probeIsolation } from './isolation.js';
import { RootCache } from './root-cache.js';
import { SandboxRoot } from './sandbox-root.js';

const RECORD = 'buildroot.json';

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
  ) {
    this.cache = new RootCache(join(settings.mockdir, 'cache'), leases, (paths) => this.erase(paths));
  }

  async check(): Promise<void> {
    const { mockdir } = this.settings;
    await mkdir(mockdir, { recursive: true }).catch((cause: unknown) => {
      throw new GenericError(`mockdir ${mockdir} cannot be made: ${String(cause)}`, { cause });
    });
    this.isolation ??= await probeIsolation(mockdir);
    this.dnf = await findProgram('dnf');
    this.checked = true;
    const { asRoot, bwrap, overlay } = this.isolation;
    this.log.info(
      `sandbox: ${asRoot ? 'root' : 'user'} namespaces, ${bwrap === undefined ? 'unshare and chroot' : 'bubblewrap'}, ` +
        `${overlay === undefined ? 'no overlays' : 'overlays'}, ${this.dnf === undefined ? 'no dnf' : 'dnf'}`,
    );
    for (const note of this.isolation.notes) this.log.info(`sandbox: ${note}`);
  }

  async create(request: RootRequest, host: RootHost): Promise<Root> {
    if (!this.checked) await this.check();
    const { isolation, dnf, settings, cache } = this;
    if (!isolation) throw new GenericError('the sandbox is not ready');
    const directory = join(settings.mockdir, request.name);
    await mkdir(join(directory, 'root'), { recursive: true });
    await mkdir(join(directory, 'result'), { recursive: true });
    await writeFile(join(directory, RECORD), JSON.stringify({ id: request.buildrootId, name: request.name }));
    const hosts = await readFile('/etc/hosts', 'utf8').catch(() => undefined);
    const configText = mockConfig(request, settings, hosts);
    return new SandboxRoot({ request, host, settings, isolation, dnf, cache, directory, configText });
  }

  async list(): Promise<LocalRoot[]> {
    const roots: LocalRoot[] = [];
    for (const folder of await readdir(this.settings.mockdir)) {
      const directory = join(this.settings.mockdir, folder);
      const text = await readFile(join(directory, RECORD), 'utf8').catch(() => undefined);
      const record = text === undefined ? undefined : parseRecord(text);
      if (!record) continue;
      const root = await stat(join(directory, 'root')).catch(() => undefined);
      roots.push({ buildrootId: record.id, name: record.name, directory, changed: root?.mtimeMs });
    }
    return roots;
  }

  async clear({ directory }: LocalRoot): Promise<void> {
    if (directory === undefined) return;
    await this.erase(['root', 'result', 'overlay', 'dnf'].map((name) => join(directory, name)));
    await mkdir(join(directory, 'root'), { recursive: true });
    await this.cache.clean(this.settings.buildroot_final_cleanup_delay);
  }

  async remove({ directory }: LocalRoot): Promise<void> {
    if (directory !== undefined) await this.erase([directory]);
    await this.cache.clean(this.settings.buildroot_final_cleanup_delay);
  }

  async releaseMounts(): Promise<void> {
    // All our mounts are in namespaces that end with their processes; this is for mounts that somebody made by hand.
    if (process.getuid?.() === 0)
      for (const { directory } of await this.list()) if (directory) await unmountBelow(directory);
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

function parseRecord(text: string): { id: number; name: string } | undefined {
  try {
    const record = JSON.parse(text) as { id?: unknown; name?: unknown };
    const { id, name } = record;
    return typeof id === 'number' && typeof name === 'string' ? { id, name } : undefined;
  } catch {
    return undefined;
  }
}
