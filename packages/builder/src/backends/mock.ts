import {
  access,
  chmod,
  chown,
  copyFile,
  constants,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { machine } from 'node:os';
import { basename, join } from 'node:path';
import { GenericError, makeFolder } from '@kojikit/protocol';
import type { RootMount, RunInRootOptions } from '../buildroot/buildroot.js';
import { PACKAGE_FORMAT, parsePackages } from '../buildroot/installed-package.js';
import type { InstalledPackage } from '../buildroot/installed-package.js';
import type { BuilderSettings } from '../config/settings.js';
import { fullDiskReason } from '../limits/full-disk.js';
import { fileSource, folderFinder } from '../logs/log-source.js';
import type { LogFinder } from '../logs/log-source.js';
import { openInside } from '../logs/open-inside.js';
import { capture } from '../process/capture.js';
import { succeeded } from '../process/exit-status.js';
import type { ExitStatus } from '../process/exit-status.js';
import { findProgram } from '../process/find-program.js';
import type { Backend, LocalRoot, Root, RootHost, RootRequest, RootView } from './backend.js';
import { mockConfig } from './mock-config.js';
import { mountInto } from './mount-into.js';
import { placeInside } from './place.js';
import type { Owner } from './place.js';
import { namesIn } from './sandbox/build-steps.js';
import { unmountBelow } from './mounts.js';
import { accountOf, userCommand } from './user-command.js';

/** Build roots made by mock, with the command lines that Koji's builder gives it. */
export class MockBackend implements Backend {
  readonly name = 'mock';

  constructor(private readonly settings: BuilderSettings) {}

  async check(): Promise<void> {
    const { mockpath, mockdir, mock_config_dir: configDir } = this.settings;
    if ((await findProgram(mockpath)) === undefined)
      throw new GenericError(`mock is not installed: no ${mockpath}`);
    if (!(await stat(mockdir).catch(() => undefined))?.isDirectory()) {
      throw new GenericError(`mockdir ${mockdir} does not exist`);
    }
    makeFolder(configDir);
    await access(configDir, constants.W_OK);
    if (process.getuid?.() === 0) await userCommand(this.settings.mockuser, this.settings.mockgroup);
  }

  async create(request: RootRequest, host: RootHost): Promise<Root> {
    const hosts = await readFile('/etc/hosts', 'utf8').catch(() => undefined);
    const configText = mockConfig(request, this.settings, hosts);
    await writeFile(join(this.settings.mock_config_dir, `${request.name}.cfg`), configText);
    await this.makeDirectory(request.name);
    return new MockRoot(request, this.settings, host, configText);
  }

  /** Makes the folder that mock would make, closed to all who are not in mock's group: programs in the root may be setuid. */
  private async makeDirectory(name: string): Promise<void> {
    const directory = join(this.settings.mockdir, name);
    await mkdir(directory, { recursive: true });
    await chmod(directory, 0o2770);
    if (process.getuid?.() !== 0) return;
    const { uid, gid } = await accountOf(this.settings.mockuser, this.settings.mockgroup);
    await chown(directory, uid, gid);
    await chmod(directory, 0o2770);
  }

  async list(): Promise<LocalRoot[]> {
    const roots: LocalRoot[] = [];
    for (const file of await readdir(this.settings.mock_config_dir)) {
      if (!file.endsWith('.cfg')) continue;
      const head = (await readFile(join(this.settings.mock_config_dir, file), 'utf8'))
        .split('\n', 10)
        .join('\n');
      const id = /^# Koji buildroot id: (\d+)$/m.exec(head)?.[1];
      const name = /^# Koji buildroot name: (.+)$/m.exec(head)?.[1];
      if (id === undefined || name === undefined) continue;
      const directory = join(this.settings.mockdir, name);
      const root = await stat(join(directory, 'root')).catch(() => undefined);
      roots.push({ buildrootId: Number(id), name, directory, changed: root?.mtimeMs });
    }
    return roots;
  }

  view({ directory, changed }: LocalRoot): Promise<RootView | undefined> {
    if (directory === undefined || changed === undefined) return Promise.resolve(undefined);
    const rootDir = join(directory, 'root');
    return Promise.resolve({ rootDir, path: rootDir, enter: (command) => [...command] });
  }

  async clear(root: LocalRoot): Promise<void> {
    const { directory } = root;
    if (directory === undefined) return;
    await this.release(directory);
    for (const folder of [directory, `${directory}-bootstrap`]) {
      // The empty folder stays: mock and rpm are known to trip over one that vanishes.
      for (const name of await readdir(join(folder, 'root')).catch(() => [] as string[])) {
        await rm(join(folder, 'root', name), { recursive: true, force: true });
      }
      for (const name of ['result', 'results'])
        await rm(join(folder, name), { recursive: true, force: true });
    }
  }

  async remove(root: LocalRoot): Promise<void> {
    const { directory, name } = root;
    if (directory !== undefined) {
      await this.release(directory);
      for (const folder of [directory, `${directory}-bootstrap`])
        await rm(folder, { recursive: true, force: true });
    }
    await rm(join(this.settings.mock_config_dir, `${name}.cfg`), { force: true });
  }

  async releaseMounts(): Promise<void> {
    for (const { directory } of await this.list()) if (directory !== undefined) await unmountBelow(directory);
  }

  private async release(directory: string): Promise<void> {
    const failures = [...(await unmountBelow(directory)), ...(await unmountBelow(`${directory}-bootstrap`))];
    // Removing through a mount would remove what is mounted there.
    if (failures.length > 0) throw new GenericError(`Unable to unmount: ${failures.join(', ')}`);
  }
}

class MockRoot implements Root {
  readonly rootDir: string;
  readonly logs: LogFinder;
  readonly results: LogFinder;
  private readonly directory: string;

  constructor(
    private readonly request: RootRequest,
    private readonly settings: BuilderSettings,
    private readonly host: RootHost,
    readonly configText: string,
  ) {
    this.directory = join(settings.mockdir, request.name);
    this.rootDir = join(this.directory, 'root');
    const resultDir = join(this.directory, 'result');
    const results = folderFinder(resultDir);
    this.results = async () => {
      const names = await readdir(resultDir).catch(() => []);
      const packages = names.filter((name) => name.endsWith('.rpm')).sort();
      return packages.map((name) => fileSource(join(resultDir, name), name));
    };
    this.logs = async () => [...(await results()), ...(await this.packageManagerLogs())];
  }

  async init(): Promise<ExitStatus> {
    const status = await this.mock(['--init']);
    if (!succeeded(status)) return status;
    // Only for build.log, where people look for the kernel's version.
    await this.mock(['--chroot', 'uname -r']);
    return status;
  }

  async install(packages: readonly string[]): Promise<ExitStatus> {
    return this.mock(['--install', ...packages]);
  }

  async run(command: readonly string[], options: RunInRootOptions): Promise<ExitStatus> {
    const args: string[] = [];
    if (options.newChroot !== undefined) args.push(options.newChroot ? '--new-chroot' : '--old-chroot');
    if (options.skipSetarch) args.push('--arch', machine());
    if (options.user === 'build') args.push('--unpriv');
    if (options.cwd !== undefined) args.push('--cwd', options.cwd);
    return this.mock([...args, '--chroot', '--', ...command]);
  }

  async place(source: string, pathInside: string): Promise<void> {
    await placeInside(this.rootDir, source, pathInside, await this.owner());
  }

  async rebuildSource(sourcePackage: string): Promise<ExitStatus> {
    const { chroot_tmpdir: folder } = this.settings;
    const inside = `${folder}/srpm/${basename(sourcePackage)}`;
    const top = `${folder}/srpm_unpacked`;
    await this.place(sourcePackage, inside);
    const define = ['--define', `_topdir ${top}`];
    const chroot = ['--no-clean', '--target', 'noarch', '--chroot', '--'];
    const unpacked = await this.mock([...chroot, 'rpm', ...define, '-iv', inside]);
    const specs = (await namesIn(this.rootDir, `${top}/SPECS`)).filter((name) => name.endsWith('.spec'));
    const [spec] = specs;
    if (spec === undefined || specs.length > 1) {
      if (!succeeded(unpacked)) return unpacked;
      const reason =
        spec === undefined ? 'No spec file found' : `Multiple spec files found: ${specs.join(', ')}`;
      return { code: 1, signal: undefined, reason };
    }
    const status = await this.mock([
      ...chroot,
      ...['rpmbuild', ...define, '-bs', '--nodeps', `${top}/SPECS/${spec}`],
    ]);
    for (const name of await namesIn(this.rootDir, `${top}/SRPMS`)) {
      if (!name.endsWith('.src.rpm')) continue;
      await rename(join(this.rootDir, top, 'SRPMS', name), join(this.directory, 'result', name));
    }
    return status;
  }

  async buildSource(spec: string, sources: string): Promise<ExitStatus> {
    const host = (path: string): string => join(this.rootDir, path);
    const files = ['--spec', host(spec), '--sources', host(sources)];
    return this.mock(['--no-clean', '--buildsrpm', ...files, '--target', 'noarch']);
  }

  async buildPackages(sourcePackage: string, arch?: string): Promise<ExitStatus> {
    // mock's user does not get into the task's folder.
    const copy = join(this.directory, basename(sourcePackage));
    await copyFile(sourcePackage, copy);
    const owner = await this.owner();
    if (owner) await chown(copy, owner.uid, owner.gid);
    const target = arch === undefined ? [] : ['--target', arch];
    return this.mock(['--no-clean', ...target, '--rebuild', copy]);
  }

  async packages(): Promise<InstalledPackage[]> {
    const modern = '/usr/lib/sysimage/rpm';
    const known = await stat(join(this.rootDir, modern)).catch(() => undefined);
    const path = known ? modern : '/var/lib/rpm';
    const command = [
      'rpm',
      '--root',
      this.rootDir,
      '--define',
      `_dbpath ${path}`,
      '-qa',
      '--qf',
      PACKAGE_FORMAT,
    ];
    const { status, output } = await capture(command);
    if (!succeeded(status)) throw new GenericError(`Can't get list of installed rpms: ${output.trim()}`);
    return parsePackages(output);
  }

  async mount(mount: RootMount, output: string): Promise<ExitStatus> {
    return mountInto(this.rootDir, mount, output, this.host);
  }

  async unmountAll(): Promise<string[]> {
    return unmountBelow(this.rootDir);
  }

  async openFile(path: string): Promise<FileHandle | undefined> {
    return openInside(this.rootDir, path);
  }

  private async owner(): Promise<Owner> {
    if (process.getuid?.() !== 0) return undefined;
    return accountOf(this.settings.mockuser, this.settings.mockgroup);
  }

  private async mock(args: readonly string[]): Promise<ExitStatus> {
    const { extra } = this.request.config;
    const command = [this.settings.mockpath, '-r', `koji/${this.request.name}`];
    if ('mock.new_chroot' in extra) command.push(extra['mock.new_chroot'] ? '--new-chroot' : '--old-chroot');
    if (extra['mock.bootstrap_image_ready']) command.push('--bootstrap-image-ready');
    command.push(...args);
    this.host.log.info(command.join(' '));
    const asUser =
      process.getuid?.() === 0 ? await userCommand(this.settings.mockuser, this.settings.mockgroup) : [];
    const status = await this.host.run([...asUser, ...command], join(this.host.workDir, 'mock_output.log'));
    const reason = succeeded(status) ? undefined : await fullDiskReason(this.settings.mockdir);
    return reason === undefined ? status : { ...status, reason };
  }

  private async packageManagerLogs(): ReturnType<LogFinder> {
    const folder = join(this.rootDir, 'var/log');
    const names = await readdir(folder).catch(() => [] as string[]);
    return names
      .filter((name) => /^dnf.*\.log$/.test(name))
      .map((name) => ({
        ...fileSource(join(folder, name), name),
        open: () => openInside(this.rootDir, `/var/log/${name}`),
      }));
  }
}
