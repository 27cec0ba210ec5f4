import { lstat, mkdir, readdir, realpath } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostFolderSteps, isFolder, makeHostSkeleton, readOnlySteps } from './host-files.js';
import type { InnerCommand } from './inner-command.js';
import type { Isolation } from './isolation.js';
import type { StageStep } from './stage.js';

/** What package managers need of /etc beyond what all programs need. Nothing in these is secret. */
const ETC_FOLDERS = [
  'ca-certificates',
  'crypto-policies',
  'dnf',
  'pki/ca-trust',
  'pki/tls/certs',
  'ssl/certs',
  'yum',
];
/** The folders of a hub's files that everybody may read. */
const SERVED = ['packages', 'repos', 'repos-dist', 'scratch', 'vol', 'work'];

/** Where the installer finds things, whatever they are called outside. */
export const INSTALLER_ROOT = '/installroot';
export const INSTALLER_WORK = '/work';

export interface InstallerView {
  readonly isolation: Isolation;
  /** Folder of the view; made if it is missing. */
  readonly folder: string;
  /** The root that packages go to, after the steps. */
  readonly root: string;
  readonly steps: readonly StageStep[];
  /** The one other folder that may be written to. */
  readonly work: string;
  /** URLs that packages come from; those of this host's files are made visible. */
  readonly urls: readonly string[];
  readonly hostname: string;
  readonly network: boolean;
}

/**
 * What a package manager of the host runs in: the host's programs and no secrets, all of it read-only but for the root
 * that it fills. The scripts of the packages run as root in that root, and may find their way out of it to here.
 */
export async function installerCommand(
  view: InstallerView,
  command: readonly string[],
): Promise<InnerCommand> {
  const { isolation, folder, root, work } = view;
  if (!existsSync(join(folder, 'etc/passwd'))) {
    await mkdir(folder, { recursive: true });
    await makeHostSkeleton(folder, true);
  }
  const bind = isolation.asRoot ? 'bind' : 'rbind';
  const steps: StageStep[] = [
    ...view.steps,
    ...(await hostFolderSteps(folder, '', { ...isolation, overlay: undefined })),
  ];
  for (const path of [...(await presentOf('/etc', ETC_FOLDERS)), ...(await foldersOf(view.urls))])
    steps.push(['dir', `${folder}${path}`], ...(await readOnlySteps(path, `${folder}${path}`, isolation)));
  for (const [source, target] of [
    [root, INSTALLER_ROOT],
    [work, INSTALLER_WORK],
  ] as const)
    steps.push(['dir', `${folder}${target}`], ['mount', 'none', bind, source, `${folder}${target}`]);
  const inside = `${folder}${INSTALLER_ROOT}`;
  const lateSteps = ['dev', 'proc'].flatMap((name): StageStep[] => [
    ['dir', `${inside}/${name}`],
    ['mount', 'none', 'rbind', `${folder}/${name}`, `${inside}/${name}`],
  ]);
  return {
    root: folder,
    steps,
    lateSteps,
    command,
    hostname: view.hostname,
    network: view.network,
    cwd: '/',
    buildUser: undefined,
    arch: undefined,
  };
}

async function presentOf(folder: string, names: readonly string[]): Promise<string[]> {
  const paths = names.map((name) => `${folder}/${name}`);
  const found = await Promise.all(paths.map((path) => isFolder(path)));
  return paths.filter((path, index) => found[index]);
}

/** The folders of this host that URLs mean, as they are named and as they are. */
async function foldersOf(urls: readonly string[]): Promise<string[]> {
  const folders = new Set<string>();
  const add = async (path: string): Promise<void> => {
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined || !(await isFolder(real)) || isProgramFolder(real)) return;
    folders.add(real);
    if (!(await lstat(path)).isSymbolicLink() && !isProgramFolder(path)) folders.add(path);
  };
  for (const url of urls.filter((each) => each.startsWith('file:'))) {
    const path = fileURLToPath(url).replace(/\/+$/, '');
    const served = await presentOf(path, SERVED);
    // A folder with packages of somebody else is shown whole, that of a hub is not: it may hold the database.
    for (const folder of served.length > 0 ? served : [path]) await add(folder);
    for (const name of await readdir(join(path, 'vol')).catch(() => [])) await add(join(path, 'vol', name));
  }
  // One folder inside another would be mounted over what is visible already.
  return [...folders].filter((path) => ![...folders].some((other) => path.startsWith(`${other}/`))).sort();
}

function isProgramFolder(path: string): boolean {
  return /^\/(usr|bin|sbin|lib\w*|nix|gnu)(\/|$)/.test(path);
}
