import { appendFile, mkdir, mkdtemp, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GenericError } from '@kojikit/protocol';
import { PACKAGE_FORMAT, parsePackages } from '../../buildroot/installed-package.js';
import type { InstalledPackage } from '../../buildroot/installed-package.js';
import { readOrigins } from '../../buildroot/read-origins.js';
import type { BuilderSettings } from '../../config/settings.js';
import { openInside } from '../../logs/open-inside.js';
import type { LogFinder, LogSource } from '../../logs/log-source.js';
import { capture } from '../../process/capture.js';
import { succeeded } from '../../process/exit-status.js';
import type { ExitStatus } from '../../process/exit-status.js';
import { parseRepomd } from '../../repodata/index.js';
import { readHubFile, repoPath } from '../../repos/repo-files.js';
import type { RootHost, RootRequest } from '../backend.js';
import type { Isolation } from './isolation.js';
import { innerCommand } from './inner-command.js';
import { INSTALLER_ROOT, INSTALLER_WORK, installerCommand } from './installer-view.js';
import type { InstallerView } from './installer-view.js';
import type { StageStep } from './stage.js';

/** Folder of a buildroot's repo of one arch, below the hub's files. */
function repoFolder(request: RootRequest): string {
  return `${repoPath(request.repo.id, request.tagName)}/${request.arch}`;
}

/** The repo's repomd.xml if the repo holds any packages. */
export async function repomdWithPackages(
  request: RootRequest,
  settings: BuilderSettings,
): Promise<Buffer | undefined> {
  const folder = repoFolder(request);
  const repomd = await readHubFile(settings, `${folder}/repodata/repomd.xml`);
  if (!repomd) return undefined;
  const { records } = await parseRepomd([repomd]);
  const primary = records.find(({ type }) => type === 'primary');
  if (!primary) return undefined;
  // A compression that Node cannot undo comes from newer tools; then dnf has to find out.
  if (!primary.location.endsWith('.gz')) return repomd;
  const data = await readHubFile(settings, `${folder}/${primary.location}`);
  const count = data && /packages="(\d+)"/.exec(gunzipSync(data).toString('utf8', 0, 2000))?.[1];
  return count === undefined || Number(count) > 0 ? repomd : undefined;
}

export interface DnfRun {
  readonly dnf: string;
  readonly request: RootRequest;
  readonly settings: BuilderSettings;
  readonly isolation: Isolation;
  readonly host: RootHost;
  /** Where packages go, after the steps. */
  readonly root: string;
  readonly steps: readonly StageStep[];
  /** A folder for dnf's configuration, metadata and logs. */
  readonly workDir: string;
  /** Where root.log goes. */
  readonly resultDir: string;
}

/** Installs packages or groups (`@build`) into a root from the tag's repo alone. */
export async function dnfInstall(run: DnfRun, names: readonly string[]): Promise<ExitStatus> {
  const { dnf, request, settings, isolation, root, steps, workDir, resultDir } = run;
  await mkdir(workDir, { recursive: true });
  // A new one each time: package scripts may have left links in the last one, which this process would follow.
  const work = await mkdtemp(join(workDir, 'run-'));
  const urls = baseUrls(settings);
  await writeFile(join(work, 'dnf.conf'), dnfConfig(run, urls));
  await writeMacros(work);
  const wanted = request.config.extra['mock.releasever'];
  const release = typeof wanted === 'string' || typeof wanted === 'number' ? String(wanted) : '1';
  const program = [
    dnf,
    '-c',
    `${INSTALLER_WORK}/dnf.conf`,
    `--installroot=${INSTALLER_ROOT}`,
    `--releasever=${release}`,
    '--disableplugin=*',
    '-y',
    'install',
    ...names,
  ];
  const log = join(resultDir, 'root.log');
  await appendFile(log, `$ ${program.join(' ')}\n`);
  const origins = await localOrigins(settings, repoFolder(request));
  const view: InstallerView = {
    isolation,
    folder: join(workDir, 'view'),
    root,
    steps,
    work,
    urls: [...urls, ...origins],
    hostname: request.name,
    network: true,
  };
  const line = innerCommand(isolation, await installerCommand(view, program));
  const status = await run.host.run(line, log, { ...process.env, HOME: INSTALLER_WORK });
  // mock's status for a failed package manager.
  return status.code === 0 || status.code === undefined ? status : { code: 30, signal: undefined };
}

/** dnf's own logs of all runs in a work folder. */
export function dnfLogs(workDir: string): LogFinder {
  return async () => {
    const found: LogSource[] = [];
    for (const name of (await readdir(workDir).catch(() => [])).filter((each) => each.startsWith('run-'))) {
      const folder = join(workDir, name);
      for (const file of await readdir(folder).catch(() => []))
        if (/^[\w.]+\.log$/.test(file)) found.unshift({ name: file, open: () => openInside(folder, file) });
    }
    return found;
  };
}

/** What rpm says is installed in a root, after the steps. */
export async function installedPackages(run: DnfRun, database: string): Promise<InstalledPackage[]> {
  const { isolation, root, steps, workDir, request } = run;
  const work = await mkdtemp(join(workDir, 'query-'));
  const define = ['--define', `_dbpath ${database}`];
  const program = ['rpm', '--root', INSTALLER_ROOT, ...define, '-qa', '--qf', PACKAGE_FORMAT];
  const view: InstallerView = {
    isolation,
    folder: join(workDir, 'view'),
    root,
    steps,
    work,
    urls: [],
    hostname: request.name,
    network: false,
  };
  const { status, output } = await capture(innerCommand(isolation, await installerCommand(view, program)));
  if (!succeeded(status)) throw new GenericError(`Can't get list of installed rpms: ${output.trim()}`);
  return parsePackages(output);
}

/** Where the package database of a root is: newer distributions moved it. */
export async function databaseOf(root: string): Promise<string> {
  const modern = '/usr/lib/sysimage/rpm';
  const found = await stat(join(root, modern, 'rpmdb.sqlite')).catch(() => undefined);
  return found ? modern : '/var/lib/rpm';
}

function baseUrls(settings: BuilderSettings): readonly string[] {
  return settings.topurls.length > 0 ? settings.topurls : [`file://${settings.topdir}`];
}

function dnfConfig({ request, settings }: DnfRun, urls: readonly string[]): string {
  return [
    '[main]',
    ...(settings.yum_proxy ? [`proxy=${settings.yum_proxy}`] : []),
    `cachedir=${INSTALLER_WORK}/cache`,
    `persistdir=${INSTALLER_WORK}/persist`,
    `logdir=${INSTALLER_WORK}`,
    'reposdir=/dev/null',
    'plugins=0',
    'debuglevel=2',
    'obsoletes=1',
    'gpgcheck=0',
    'assumeyes=1',
    'install_weak_deps=0',
    'strict=1',
    '',
    '[build]',
    'name=build',
    `baseurl=${urls.map((url) => `${url}/${repoFolder(request)}`).join('\n        ')}`,
    '',
  ].join('\n');
}

/** Folders of this host that packages of external repos come from. */
async function localOrigins(settings: BuilderSettings, folder: string): Promise<string[]> {
  const urls = new Set((await readOrigins(settings, folder)).values());
  return [...urls].filter((url) => url.startsWith('file:'));
}

/**
 * Lets rpm find where roots keep their package database. Distributions that do not use rpm themselves have it in the
 * user's home, where nothing inside the root would find it.
 */
async function writeMacros(work: string): Promise<void> {
  const { output } = await capture(['rpm', '--eval', '%{_dbpath}']);
  const isUsable = /^\/(usr\/lib\/sysimage\/rpm|var\/lib\/rpm)$/m.test(output);
  await writeFile(join(work, '.rpmmacros'), isUsable ? '' : '%_dbpath /var/lib/rpm\n');
}
