import { appendFile, lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readHeader, type RpmHeader } from '@kojikit/rpm';
import type { RunInRootOptions } from '../../buildroot/buildroot.js';
import type { LogFinder } from '../../logs/log-source.js';
import { openInside } from '../../logs/open-inside.js';
import { succeeded } from '../../process/exit-status.js';
import type { ExitStatus } from '../../process/exit-status.js';

/** The folder that rpmbuild works in, as seen inside. */
export const TOP = '/builddir/build';

/** Status of rpmbuild when the spec file only found out while it ran what it needs. */
const NEEDS_MORE = 11;
/** How often a spec file may find out that it needs more. */
const MOST_ROUNDS = 10;
/** Comparisons of a dependency, by their bits. */
const COMPARISONS: Readonly<Record<number, string>> = { 2: '<', 4: '>', 8: '=', 10: '<=', 12: '>=' };
/** Dependency on a feature of rpm itself. */
const RPMLIB = 1 << 24;

/** What the steps of a build need of their root. */
export interface BuildRoot {
  readonly rootDir: string;
  /** The log that mock tells about packages in. */
  readonly rootLog: string;
  /** Whether packages can be installed; if not, what a build needs is not looked at. */
  readonly hasPackages: boolean;
  run(command: readonly string[], options: RunInRootOptions): Promise<ExitStatus>;
  install(packages: readonly string[]): Promise<ExitStatus>;
  place(source: string, pathInside: string): Promise<void>;
}

/** Unpacks a source package and packs it again; the new one lies in the folder of `results`. */
export async function rebuildSource(root: BuildRoot, sourcePackage: string): Promise<ExitStatus> {
  const { status, spec } = await unpack(root, sourcePackage);
  return spec === undefined ? status : packSource(root, spec, `${TOP}/SOURCES`, 'noarch');
}

/**
 * Packs a source package.
 * @param arch What it is packed for; undefined: the root's own.
 */
export async function packSource(
  root: BuildRoot,
  spec: string,
  sources: string,
  arch: string | undefined,
): Promise<ExitStatus> {
  const folder = ['--define', `_sourcedir ${sources}`];
  return asBuilder(root, ['rpmbuild', '-bs', '--nodeps', ...targetOf(arch), ...folder, spec]);
}

/** Installs what a source package needs and builds it, with a source package of its own beside the others. */
export async function buildPackages(
  root: BuildRoot,
  sourcePackage: string,
  arch: string | undefined,
): Promise<ExitStatus> {
  const { status, spec } = await unpack(root, sourcePackage);
  if (spec === undefined) return status;
  const packed = await packSource(root, spec, `${TOP}/SOURCES`, arch);
  if (!succeeded(packed)) return packed;
  if (!root.hasPackages) {
    await appendFile(
      root.rootLog,
      'what the package needs is not looked at: this root holds the host’s own files and no package database\n',
    );
    return asBuilder(root, ['rpmbuild', '-bb', '--nodeps', ...targetOf(arch), spec]);
  }
  for (let round = 0; ; round++) {
    const installed = await installNeeds(root);
    if (!succeeded(installed)) return installed;
    const built = await asBuilder(root, ['rpmbuild', '-bb', ...targetOf(arch), spec]);
    if (built.code !== NEEDS_MORE || round === MOST_ROUNDS) return built;
  }
}

/** Finds the packages that were made. */
export function builtPackages(rootDir: string): LogFinder {
  return async () => {
    const found = await Promise.all(
      ['SRPMS', 'RPMS'].map(async (folder) => {
        const names = await namesIn(rootDir, `${TOP}/${folder}`);
        return names
          .filter((name) => name.endsWith('.rpm') && !name.endsWith('.buildreqs.nosrc.rpm'))
          .map((name) => ({ name, open: () => openInside(rootDir, `${TOP}/${folder}/${name}`) }));
      }),
    );
    return found.flat();
  };
}

/**
 * The names in a folder of a root; none where a link leads to it or through it. What has run inside is over by now, so
 * that nobody changes that meanwhile.
 */
export async function namesIn(rootDir: string, folder: string): Promise<string[]> {
  const parts = folder.split('/').filter((part) => part !== '');
  for (let depth = 1; depth <= parts.length; depth++) {
    const status = await lstat(join(rootDir, ...parts.slice(0, depth))).catch(() => undefined);
    if (!status?.isDirectory()) return [];
  }
  return (await readdir(join(rootDir, folder))).sort();
}

async function unpack(
  root: BuildRoot,
  sourcePackage: string,
): Promise<{ status: ExitStatus; spec?: string }> {
  const inside = `/builddir/originals/${basename(sourcePackage)}`;
  await root.place(sourcePackage, inside);
  const status = await asBuilder(root, ['rpm', '--nodeps', '-iv', '--define', `_topdir ${TOP}`, inside]);
  if (!succeeded(status)) return { status };
  const specs = (await namesIn(root.rootDir, `${TOP}/SPECS`)).filter((name) => name.endsWith('.spec'));
  const [spec] = specs;
  if (spec !== undefined && specs.length === 1) return { status, spec: `${TOP}/SPECS/${spec}` };
  const reason = specs.length === 0 ? 'No spec file found' : `Multiple spec files found: ${specs.join(', ')}`;
  return { status: { code: 1, signal: undefined, reason } };
}

async function installNeeds(root: BuildRoot): Promise<ExitStatus> {
  const needs = new Set<string>();
  for (const name of await namesIn(root.rootDir, `${TOP}/SRPMS`)) {
    const file = await openInside(root.rootDir, `${TOP}/SRPMS/${name}`);
    if (!file) continue;
    try {
      for (const need of requirements((await readHeader(`/proc/self/fd/${file.fd}`)).header)) needs.add(need);
    } finally {
      await file.close();
    }
  }
  return needs.size === 0 ? { code: 0, signal: undefined } : root.install([...needs].sort());
}

function requirements(header: RpmHeader): string[] {
  const [names, versions] = [header.strings('REQUIRENAME'), header.strings('REQUIREVERSION')];
  const flags = header.numbers('REQUIREFLAGS');
  return names.flatMap((name, at) => {
    const bits = flags[at] ?? 0;
    // Words of a package must not be taken for options of the installer.
    if ((bits & RPMLIB) !== 0 || name.startsWith('rpmlib(') || name.startsWith('-')) return [];
    const comparison = COMPARISONS[bits & 14];
    return [comparison !== undefined && versions[at] ? `${name} ${comparison} ${versions[at]}` : name];
  });
}

function targetOf(arch: string | undefined): string[] {
  return arch === undefined ? [] : ['--target', arch];
}

function asBuilder(root: BuildRoot, command: readonly string[]): Promise<ExitStatus> {
  return root.run(command, { user: 'build', cwd: '/builddir' });
}
