import { appendFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  BuildError,
  GenericError,
  isKojiFault,
  PathInfo,
  type TaggedBuild,
  type TaggedRpm,
} from '@kojikit/protocol';
import { formatNvra, isDebuginfo } from '@kojikit/rpm';
import { exists } from '../repos/repo-files.js';
import type { Task } from '../tasks/task.js';
import { chooseSignatures, type ChosenRpm } from './choose-signatures.js';
import type { CreateDistRepoParams } from './dist-repo-options.js';
import { packageArches } from './package-arches.js';

/** A package of a dist repo, as `kojipkgs` says it to the hub. */
export type ListedPackage = Omit<TaggedRpm, 'sigkey'> & {
  /** The key of the signed copy; null for the package as it was imported. */
  readonly sigkey: string | null;
  readonly best_key?: string;
  /** Where the file is on this host. */
  readonly _pkgpath: string;
  /** The folder of the repo of its own that lists it, below the repo of the arch. */
  readonly _subrepo?: string;
};

/** The packages of a dist repo by the names of their files. */
export type ListedPackages = ReadonlyMap<string, ListedPackage>;

/**
 * Finds the packages of one arch of a dist repo: those of the tag's builds, in the copies that are signed with one of
 * the keys. Throws BuildError for a draft, GenericError when files are missing, or signatures without leave to do so;
 * logs of the task say which.
 */
export async function findPackages(task: Task<CreateDistRepoParams>): Promise<ListedPackages> {
  const { tag, arch, keys, opts } = task.params;
  const [rpms = [], builds = []] = await task.hub.call('listTaggedRPMS', {
    tag: typeof tag === 'object' ? tag.id : tag,
    event: opts.event ?? null,
    arch: packageArches(arch),
    latest: opts.latest,
    inherit: Boolean(opts.inherit),
    rpmsigs: true,
  });
  const folders = buildFolders(builds, task.settings.topdir);
  const chosen = chooseSignatures(rpms, keys);
  if (opts.write_signed_rpms) await writeSignedCopies(task, chosen);

  const unsigned = chosen.filter(({ key }) => key === undefined);
  const taken = opts.skip_missing_signatures ? chosen.filter(({ key }) => key !== undefined) : chosen;
  const listed = taken.map((one) => listedPackage(one, folders, Boolean(opts.split_debuginfo)));
  await refuseMissingFiles(task, listed);
  if (unsigned.length > 0) await reportUnsigned(task, unsigned);
  return new Map(listed.map((one) => [basename(one._pkgpath), one]));
}

function buildFolders(builds: readonly TaggedBuild[], topdir: string): Map<number, string> {
  const draft = builds.find((build) => build.draft);
  if (draft) throw new BuildError(`Draft build: ${draft.nvr} is not allowed`);
  const paths = new PathInfo(topdir);
  return new Map(builds.map((build) => [build.id, paths.build(build)]));
}

function listedPackage(
  { rpm, key }: ChosenRpm,
  folders: ReadonlyMap<number, string>,
  splitDebuginfo: boolean,
): ListedPackage {
  const folder = folders.get(rpm.build_id);
  if (folder === undefined) throw new GenericError(`The build of ${formatNvra(rpm)} is not in the tag`);
  const paths = new PathInfo(folder);
  return {
    ...rpm,
    sigkey: key ?? null,
    ...(key !== undefined && { best_key: key.toLowerCase() }),
    _pkgpath: join(folder, key === undefined ? paths.rpm(rpm) : paths.signed(rpm, key)),
    ...(splitDebuginfo && isDebuginfo(rpm.name) && { _subrepo: 'debug' }),
  };
}

/* What cannot be written is told in the log; the file is missing then, which ends the task. */
async function writeSignedCopies(
  task: Task<CreateDistRepoParams>,
  chosen: readonly ChosenRpm[],
): Promise<void> {
  const log = join(task.workDir, 'written_signed_rpms.log');
  let isWritten = false;
  for (const { rpm, key } of chosen) {
    if (key === undefined) continue;
    let line = `Signed RPM ${rpm.id} is written with ${key} key.`;
    try {
      await task.hub.call('host.writeSignedRPM', { an_rpm: rpm.id, sigkey: key });
    } catch (error) {
      if (!isKojiFault(error)) throw error;
      line = `FAILED: Signed RPM ${rpm.id} is not written with ${key} key, error: ${error.message}`;
    }
    await appendFile(log, `${line}\n`);
    isWritten = true;
  }
  if (isWritten) await task.upload(log);
}

async function refuseMissingFiles(
  task: Task<CreateDistRepoParams>,
  listed: readonly ListedPackage[],
): Promise<void> {
  const missing: string[] = [];
  for (const { _pkgpath: path } of listed) if (!(await exists(path))) missing.push(path);
  if (missing.length === 0) return;
  await report(task, 'missing_files.log', [
    'Some rpm files were missing.',
    'Most likely, you want to create these signed copies.',
    '',
    'Missing files:',
    ...missing.sort(),
  ]);
  throw new GenericError('Packages missing from the filesystem. See missing_files.log.');
}

async function reportUnsigned(
  task: Task<CreateDistRepoParams>,
  unsigned: readonly ChosenRpm[],
): Promise<void> {
  const { keys, opts } = task.params;
  const lines = unsigned.map(({ rpm, signedWith }) => `${formatNvra(rpm)}: ${quoted(signedWith)}`);
  await report(task, 'missing_signatures.log', [
    'Some rpms were missing requested signatures.',
    ...(opts.skip_missing_signatures
      ? ['The skip_missing_signatures option was specified, so these files were excluded.']
      : []),
    `Requested keys: ${quoted(keys.map((key) => key.toLowerCase()))}`,
    '',
    '# RPM name: available keys',
    ...lines.sort(),
  ]);
  if (!opts.skip_missing_signatures && !opts.allow_missing_signatures) {
    throw new GenericError('Unsigned packages found. See missing_signatures.log');
  }
}

/** As Koji's log has a list of keys. */
function quoted(keys: readonly string[]): string {
  return `[${keys.map((key) => `'${key}'`).join(', ')}]`;
}

async function report(task: Task<unknown>, name: string, lines: readonly string[]): Promise<void> {
  const file = join(task.workDir, name);
  await writeFile(file, `${lines.join('\n')}\n`);
  await task.upload(file);
}
