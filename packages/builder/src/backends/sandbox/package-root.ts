import { GenericError } from '@kojikit/protocol';
import { appendFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PACKAGE_FORMAT, parsePackages } from '../../buildroot/installed-package.js';
import type { InstalledPackage } from '../../buildroot/installed-package.js';
import type { BuilderSettings } from '../../config/settings.js';
import { capture } from '../../process/capture.js';
import { succeeded } from '../../process/exit-status.js';
import type { ExitStatus } from '../../process/exit-status.js';
import { readHubFile, repoPath } from '../../repos/repo-files.js';
import { parseRepomd } from '../../repos/repomd.js';
import type { RootHost, RootRequest } from '../backend.js';
import type { Isolation } from './isolation.js';
import { mountNamespace } from './isolation.js';
import type { StageStep } from './stage.js';
import { deviceSteps, stageCommand } from './stage.js';

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
  const primary = parseRepomd(repomd?.toString('utf8') ?? '').find(({ type }) => type === 'primary');
  if (!repomd || !primary) return undefined;
  // A compression that Node cannot undo comes from newer tools; then dnf has to find out.
  if (!primary.href.endsWith('.gz')) return repomd;
  const data = await readHubFile(settings, `${folder}/${primary.href}`);
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
  /** A folder for dnf's configuration and metadata. */
  readonly workDir: string;
  /** Where root.log and dnf's own logs go. */
  readonly resultDir: string;
}

/** Installs packages or groups (`@build`) into a root from the tag's repo alone. */
export async function dnfInstall(run: DnfRun, names: readonly string[]): Promise<ExitStatus> {
  const { dnf, request, isolation, root, workDir, resultDir } = run;
  await mkdir(workDir, { recursive: true });
  const config = join(workDir, 'dnf.conf');
  await writeFile(config, dnfConfig(run));
  const wanted = request.config.extra['mock.releasever'];
  const release = typeof wanted === 'string' || typeof wanted === 'number' ? String(wanted) : '1';
  const program = [
    dnf,
    '-c',
    config,
    `--installroot=${root}`,
    `--releasever=${release}`,
    '--disableplugin=*',
    '-y',
    'install',
    ...names,
  ];
  const steps: StageStep[] = [
    ...run.steps,
    ...deviceSteps(root),
    ['dir', `${root}/proc`],
    // Package scripts look at /proc/self; they run as the host's dnf does, with the host's processes in sight.
    ['mount', 'none', 'rbind', '/proc', `${root}/proc`],
  ];
  const log = join(resultDir, 'root.log');
  await appendFile(log, `$ ${program.join(' ')}\n`);
  const status = await run.host.run([...mountNamespace(isolation), ...stageCommand(steps, program)], log, {
    ...process.env,
    HOME: await homeWithMacros(workDir),
  });
  // mock's status for a failed package manager.
  return status.code === 0 || status.code === undefined ? status : { code: 30, signal: undefined };
}

/** What rpm says is installed in a root, after the steps. */
export async function installedPackages(
  isolation: Isolation,
  root: string,
  steps: readonly StageStep[],
  database: string,
): Promise<InstalledPackage[]> {
  const program = ['rpm', '--root', root, '--define', `_dbpath ${database}`, '-qa', '--qf', PACKAGE_FORMAT];
  const { status, output } = await capture([...mountNamespace(isolation), ...stageCommand(steps, program)]);
  if (!succeeded(status)) throw new GenericError(`Can't get list of installed rpms: ${output.trim()}`);
  return parsePackages(output);
}

/** Where the package database of a root is: newer distributions moved it. */
export async function databaseOf(root: string): Promise<string> {
  const modern = '/usr/lib/sysimage/rpm';
  const found = await stat(join(root, modern, 'rpmdb.sqlite')).catch(() => undefined);
  return found ? modern : '/var/lib/rpm';
}

function dnfConfig({ request, settings, workDir, resultDir }: DnfRun): string {
  const urls = settings.topurls.length > 0 ? settings.topurls : [`file://${settings.topdir}`];
  return [
    '[main]',
    ...(settings.yum_proxy ? [`proxy=${settings.yum_proxy}`] : []),
    `cachedir=${workDir}/cache`,
    `persistdir=${workDir}/persist`,
    `logdir=${resultDir}`,
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

/**
 * A home folder in which rpm finds where roots keep their package database. Distributions that do not use rpm
 * themselves have it in the user's home, where nothing inside the root would find it.
 */
async function homeWithMacros(workDir: string): Promise<string> {
  const { output } = await capture(['rpm', '--eval', '%{_dbpath}']);
  const isUsable = /^\/(usr\/lib\/sysimage\/rpm|var\/lib\/rpm)$/m.test(output);
  await writeFile(join(workDir, '.rpmmacros'), isUsable ? '' : '%_dbpath /var/lib/rpm\n');
  return workDir;
}
