import { appendFile, lstat, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { release } from 'node:os';
import { basename, join } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import type { RootMount, RunInRootOptions } from '../../buildroot/buildroot.js';
import type { InstalledPackage } from '../../buildroot/installed-package.js';
import type { BuilderSettings } from '../../config/settings.js';
import { folderFinder } from '../../logs/log-source.js';
import type { LogFinder } from '../../logs/log-source.js';
import type { ControlGroups } from '../../limits/control-groups.js';
import { openInside } from '../../logs/open-inside.js';
import { succeeded } from '../../process/exit-status.js';
import type { ExitStatus } from '../../process/exit-status.js';
import type { Root, RootHost, RootRequest } from '../backend.js';
import { tagEnvironment, tagMacros } from '../mock-config.js';
import { placeInside } from '../place.js';
import { buildPackages, builtPackages, packSource, rebuildSource, TOP } from './build-steps.js';
import type { BuildRoot } from './build-steps.js';
import { hostFolderSteps, makeBuilddir, makeHostSkeleton } from './host-files.js';
import { innerCommand } from './inner-command.js';
import type { Isolation } from './isolation.js';
import { mountNamespace } from './isolation.js';
import { databaseOf, dnfInstall, dnfLogs, installedPackages, repomdWithPackages } from './package-root.js';
import type { DnfRun } from './package-root.js';
import { RootCache } from './root-cache.js';
import type { CachedRoot } from './root-cache.js';
import { writeRecord } from './root-record.js';
import { buildUserOf, innerEnvironment, processLimits, runLimited } from './run-limited.js';
import type { StageStep } from './stage.js';
import { stageCommand } from './stage.js';

export interface SandboxRootParts {
  readonly request: RootRequest;
  readonly host: RootHost;
  readonly settings: BuilderSettings;
  readonly isolation: Isolation;
  readonly dnf: string | undefined;
  readonly cache: RootCache;
  readonly groups: ControlGroups;
  /** The buildroot's folder, with `root` and `result` in it. */
  readonly directory: string;
  readonly configText: string;
}

/** Status of a package manager that failed, as mock ends with it. */
const INSTALL_FAILED: ExitStatus = { code: 30, signal: undefined };

/** One build root of the sandbox. Its mounts exist only while a command runs: nothing of it can be left mounted. */
export class SandboxRoot implements Root {
  readonly rootDir: string;
  readonly logs: LogFinder;
  readonly results: LogFinder;
  readonly configText: string;
  private readonly resultDir: string;
  private readonly dnfDir: string;
  /** The root below this one, if it was made of packages. */
  private base: CachedRoot | undefined;
  private current: readonly InstalledPackage[] = [];
  private mounts: StageStep[] = [];

  constructor(private readonly parts: SandboxRootParts) {
    this.configText = parts.configText;
    this.rootDir = join(parts.directory, 'root');
    this.resultDir = join(parts.directory, 'result');
    this.dnfDir = join(parts.directory, 'dnf');
    this.results = builtPackages(this.rootDir);
    const finders = [folderFinder(this.resultDir), dnfLogs(this.dnfDir)];
    this.logs = async () => (await Promise.all(finders.map((find) => find()))).flat();
  }

  async init(): Promise<ExitStatus> {
    await this.note('Start: init');
    const status = await this.fill();
    if (!succeeded(status)) {
      await this.note('Failed: init');
      return status;
    }
    const macros = Object.entries({ ...this.macros(), '%_topdir': TOP });
    const text = macros.map(([name, value]) => `${name} ${value}\n`).join('');
    const { isolation } = this.parts;
    await makeBuilddir(this.rootDir, text, isolation.asRoot ? buildUserOf(this.parts.settings) : undefined);
    await this.writePackageList();
    // mock runs uname in the root for this; the kernel is the host's either way.
    await appendFile(join(this.resultDir, 'build.log'), `${release()}\n`);
    await this.note('Finish: init');
    return status;
  }

  async install(packages: readonly string[]): Promise<ExitStatus> {
    await this.note(`Start: install ${packages.join(' ')}`);
    if (!this.base || this.parts.dnf === undefined) {
      const reason =
        'packages cannot be installed: this root holds the host’s own files and no package database';
      await appendFile(join(this.resultDir, 'root.log'), `${reason}\n`);
      return INSTALL_FAILED;
    }
    const status = await dnfInstall(this.dnfRun(this.mountPoint, await this.rootSteps()), packages);
    this.current = await this.queryPackages(this.mountPoint, await this.rootSteps());
    await this.writePackageList();
    await this.note('Finish: install');
    return status;
  }

  async run(command: readonly string[], options: RunInRootOptions): Promise<ExitStatus> {
    const { request, host, isolation, settings } = this.parts;
    host.log.debug(`${request.name}: ${command.join(' ')}`);
    await this.note('Start: chroot');
    const line = innerCommand(isolation, {
      root: this.mountPoint,
      steps: [...(await this.rootSteps()), ...this.mounts],
      command,
      hostname: request.name,
      network: this.network,
      cwd: options.cwd ?? '/',
      buildUser: options.user === 'build' ? buildUserOf(settings) : undefined,
      arch: options.skipSetarch ? undefined : request.targetArch,
      rlimits: await processLimits(this.parts),
    });
    const status = await runLimited(this.parts, {
      line,
      output: join(this.resultDir, 'build.log'),
      environment: { ...innerEnvironment(request.name), ...tagEnvironment(request.config.extra) },
      isBuild: options.isBuild ?? false,
    });
    await this.note('Finish: chroot');
    return status;
  }

  async place(source: string, pathInside: string): Promise<void> {
    await placeInside(
      this.rootDir,
      source,
      pathInside,
      this.parts.isolation.asRoot ? buildUserOf(this.parts.settings) : undefined,
    );
  }

  async rebuildSource(sourcePackage: string): Promise<ExitStatus> {
    return this.noted('srpm', () => rebuildSource(this.buildRoot(), sourcePackage));
  }

  async buildSource(spec: string, sources: string): Promise<ExitStatus> {
    return this.noted('srpm', () => packSource(this.buildRoot(), spec, sources, 'noarch'));
  }

  async buildPackages(sourcePackage: string, arch?: string): Promise<ExitStatus> {
    return this.noted(`build ${basename(sourcePackage)}`, () =>
      buildPackages(this.buildRoot(), sourcePackage, arch),
    );
  }

  async packages(): Promise<InstalledPackage[]> {
    return [...this.current];
  }

  async mount(mount: RootMount, output: string): Promise<ExitStatus> {
    const { host, isolation } = this.parts;
    if (!mount.path.startsWith('/')) throw new GenericError(`invalid mount point: ${mount.path}`);
    const path = join('/', mount.path);
    await this.refuseLinks(path);
    const bind = mount.options.split(',').includes('bind');
    const target = `${this.mountPoint}${path}`;
    const steps: StageStep[] = [
      ['dir', target],
      ['mount', bind ? 'none' : mount.type, mount.options, mount.device, target],
    ];
    await appendFile(
      output,
      `$ mount -t ${bind ? 'none' : mount.type} -o ${mount.options} ${mount.device} ${target}\n`,
    );
    // Tried out now, so that a mistake shows here; mounted again for each command.
    const all = [...(await this.rootSteps()), ...this.mounts, ...steps];
    const status = await host.run([...mountNamespace(isolation), ...stageCommand(all, ['true'])], output);
    if (succeeded(status)) this.mounts.push(...steps);
    return status;
  }

  async unmountAll(): Promise<string[]> {
    this.mounts = [];
    return Promise.resolve([]);
  }

  async openFile(path: string): Promise<FileHandle | undefined> {
    return (await openInside(this.rootDir, path)) ?? (this.base && openInside(this.base.root, path));
  }

  /** Where the root is whole while a command runs: over a cached root that is an overlay. */
  private get mountPoint(): string {
    return this.isOverlay ? join(this.parts.directory, 'merged') : this.rootDir;
  }

  private get isOverlay(): boolean {
    return this.base !== undefined && this.parts.isolation.overlay !== undefined;
  }

  private get network(): boolean {
    return this.parts.request.setupDns && this.parts.settings.sandbox_network;
  }

  private async fill(): Promise<ExitStatus> {
    const { request, settings, dnf } = this.parts;
    const mode = settings.sandbox_root;
    const repomd = mode === 'host' ? undefined : await repomdWithPackages(request, settings);
    if (mode === 'packages' && !(repomd && dnf !== undefined)) {
      const words = `${this.whyNoPackages(repomd)}, and sandbox_root is packages\n`;
      await appendFile(join(this.resultDir, 'root.log'), words);
      return INSTALL_FAILED;
    }
    const filled = repomd && dnf !== undefined ? await this.fillWithPackages(repomd) : undefined;
    if (filled) return filled;
    const reason = mode === 'host' ? 'sandbox_root is host' : this.whyNoPackages(repomd);
    await appendFile(
      join(this.resultDir, 'root.log'),
      `${reason}: the root shows the programs of this machine\n`,
    );
    await makeHostSkeleton(this.rootDir, this.network);
    return { code: 0, signal: undefined };
  }

  private whyNoPackages(repomd: Buffer | undefined): string {
    const { request, dnf } = this.parts;
    if (!repomd) return 'the repo of the tag holds no packages';
    if (dnf === undefined) return 'dnf is not installed';
    return `the repo of the tag holds no package of the group ${request.installGroup}`;
  }

  /* Undefined: there is nothing to fill the root with, as on a site whose first packages are for other roots than its own. */
  private async fillWithPackages(repomd: Buffer): Promise<ExitStatus | undefined> {
    const { request, settings, cache, isolation, host } = this.parts;
    const group = request.installGroup;
    let failed: ExitStatus | undefined;
    try {
      const { cached, release: giveUp } = await cache.get(
        RootCache.key(repomd, request.arch, group),
        async (root) => {
          const status = await dnfInstall(this.dnfRun(root, []), [`@${group}`]);
          if (!succeeded(status)) {
            failed = status;
            throw new GenericError('dnf failed');
          }
          return this.queryPackages(root, []);
        },
      );
      host.onEnd(giveUp);
      if (settings.sandbox_root === 'auto' && cached.packages.length === 0) return undefined;
      this.base = cached;
    } catch (error) {
      if (failed) return failed;
      throw error;
    }
    this.current = this.base.packages;
    if (isolation.overlay !== undefined) {
      const { buildrootId: id, name } = request;
      await writeRecord(this.parts.directory, { id, name, base: this.base.root });
      return { code: 0, signal: undefined };
    }
    const copy = ['cp', '-a', '--reflink=auto', `${this.base.root}/.`, this.rootDir];
    return host.run([...mountNamespace(isolation), ...copy], join(this.resultDir, 'root.log'));
  }

  private async rootSteps(): Promise<StageStep[]> {
    const { directory, isolation } = this.parts;
    const overlay = join(directory, 'overlay');
    if (!this.base) return hostFolderSteps(this.rootDir, overlay, isolation);
    if (isolation.overlay === undefined) return [];
    const [merged, work] = [this.mountPoint, join(overlay, 'work')];
    const options = `lowerdir=${this.base.root},upperdir=${this.rootDir},workdir=${work}${isolation.overlay}`;
    return [
      ['dir', merged],
      ['dir', work],
      ['mount', 'overlay', options, 'overlay', merged],
    ];
  }

  private dnfRun(root: string, steps: readonly StageStep[]): DnfRun {
    const { request, settings, isolation, host, dnf } = this.parts;
    if (dnf === undefined) throw new GenericError('dnf is not installed');
    const { dnfDir: workDir, resultDir } = this;
    const limited: RootHost = {
      ...host,
      run: (line, output, environment) =>
        runLimited(this.parts, { line, output, ...(environment && { environment }) }),
    };
    return { dnf, request, settings, isolation, host: limited, root, steps, workDir, resultDir };
  }

  private async queryPackages(root: string, steps: readonly StageStep[]): Promise<InstalledPackage[]> {
    return installedPackages(this.dnfRun(root, steps), await databaseOf(this.base?.root ?? root));
  }

  private macros(): Record<string, string> {
    const { request, settings } = this.parts;
    const { vendor, packager, distribution } = settings;
    return {
      '%_rpmfilename': '%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm',
      '%vendor': vendor,
      '%packager': packager,
      '%distribution': distribution,
      ...tagMacros(request.config.extra),
      '%_host_cpu': request.targetArch,
      '%_host': `${request.targetArch}-${settings.mockhost}`,
    };
  }

  /** Links in the path of a mount point would be followed on the host. */
  private async refuseLinks(path: string): Promise<void> {
    const names = path.split('/').filter((name) => name !== '');
    for (const root of [this.rootDir, ...(this.base ? [this.base.root] : [])]) {
      for (let depth = 1; depth <= names.length; depth++) {
        const place = join(root, ...names.slice(0, depth));
        if ((await lstat(place).catch(() => undefined))?.isSymbolicLink()) {
          throw new GenericError(`mount point leads through a link: ${path}`);
        }
      }
    }
  }

  private async writePackageList(): Promise<void> {
    const lines = this.current.map(
      (entry) =>
        `${entry.name}-${entry.version}-${entry.release}.${entry.arch} ${entry.buildtime} ${entry.size} ${entry.payloadhash} installed\n`,
    );
    await writeFile(join(this.resultDir, 'installed_pkgs.log'), lines.join(''));
  }

  private buildRoot(): BuildRoot {
    return {
      rootDir: this.rootDir,
      rootLog: join(this.resultDir, 'root.log'),
      hasPackages: this.base !== undefined && this.parts.dnf !== undefined,
      run: (command, options) => this.run(command, { ...options, isBuild: true }),
      install: (packages) => this.install(packages),
      place: (...place) => this.place(...place),
    };
  }

  private async noted(what: string, work: () => Promise<ExitStatus>): Promise<ExitStatus> {
    await this.note(`Start: ${what}`);
    const status = await work();
    if (status.reason !== undefined)
      await appendFile(join(this.resultDir, 'build.log'), `${status.reason}\n`);
    await this.note(`${succeeded(status) ? 'Finish' : 'Failed'}: ${what}`);
    return status;
  }

  /** The lines by which mock tells what it is doing. */
  private async note(text: string): Promise<void> {
    await appendFile(join(this.parts.host.workDir, 'mock_output.log'), `${text}\n`);
    const time = new Date().toISOString().replace('T', ' ').slice(0, 19);
    await appendFile(join(this.resultDir, 'state.log'), `${time} - ${text}\n`);
  }
}
