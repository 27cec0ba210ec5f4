import { BuildError, BuildrootError, type Struct } from '@kojikit/protocol';
import type { BuilderSettings } from '../config/settings.js';
import type { TaskHub } from '../hub/task-hub.js';
import type { Log } from '../tasks/log.js';
import { readHubFile, repoPath } from '../repos/repo-files.js';
import type { RepoInfo } from '../repos/repo-info.js';
import type { InstalledPackage } from './installed-package.js';
import { readOrigins } from './read-origins.js';

/** An installed package as it is reported: with its id on the hub, or the external repo it came from. */
export interface ReportedPackage extends InstalledPackage {
  readonly id?: number;
  readonly external_repo?: Struct;
  readonly location?: number;
}

interface MapRequest {
  readonly hub: TaskHub;
  readonly settings: BuilderSettings;
  readonly repo: RepoInfo;
  readonly arch: string;
  readonly log: Log;
}

/**
 * Finds out where installed packages come from, with the repo's own lists: `pkgorigins` for external repos, and
 * `rpmlist.jsonl` for packages of the hub. Throws BuildrootError if a package is not the one that the repo had.
 */
export async function mapPackages(
  packages: readonly InstalledPackage[],
  request: MapRequest,
): Promise<ReportedPackage[]> {
  const external = await externalPackages(packages, request);
  return mapInternal(external, request);
}

async function externalPackages(
  packages: readonly InstalledPackage[],
  { hub, settings, repo, arch }: MapRequest,
): Promise<ReportedPackage[]> {
  const externalRepos = await hub.call('getExternalRepoList', {
    tag_info: repo.tag_id,
    event: repo.create_event,
  });
  if (externalRepos.length === 0 || packages.length === 0) return [...packages];
  const byUrl = new Map(externalRepos.map((entry) => [entry.url.replaceAll('$arch', arch), entry]));
  const origins = await readOrigins(settings, `${repoPath(repo.id, repo.tag_name)}/${arch}`);
  const localTail = `/repo_${repo.id}_premerge/`;
  return packages.map((entry) => {
    const key = nvra(entry);
    const url = origins.get(key);
    if (url === undefined) throw new BuildError(`No origin for ${key}`);
    const origin = byUrl.get(url);
    if (origin) return { ...entry, external_repo: { ...origin }, location: origin.external_repo_id };
    if (url.startsWith('file://') && url.endsWith(localTail)) return entry;
    throw new BuildError(`Unknown origin for ${key}: ${url}`);
  });
}

async function mapInternal(
  packages: readonly ReportedPackage[],
  { settings, repo, arch, log }: MapRequest,
): Promise<ReportedPackage[]> {
  if (packages.every((entry) => entry.external_repo)) return [...packages];
  const path = `${repoPath(repo.id, repo.tag_name)}/${arch}/rpmlist.jsonl`;
  const list = await readHubFile(settings, path);
  if (!list) log.warn(`Missing repo content file: ${path}`);
  const known = new Map<string, { id: number; payloadhash: string }>();
  for (const line of list?.toString('utf8').split('\n') ?? []) {
    if (line.trim() === '') continue;
    const record = JSON.parse(line) as InstalledPackage & { id: number };
    known.set(nvra(record), record);
  }
  return packages.map((entry) => {
    const record = entry.external_repo ? undefined : known.get(nvra(entry));
    if (!record) {
      if (!entry.external_repo && list) log.warn(`${nvra(entry)} not found in rpmlist.jsonl`);
      return entry;
    }
    if (record.payloadhash !== entry.payloadhash) {
      throw new BuildrootError(
        `RPM: ${nvra(entry)}: payloadhash: ${entry.payloadhash} mismatch expected ${record.payloadhash} in rpmlist.jsonl`,
      );
    }
    return { ...entry, id: record.id };
  });
}

function nvra(entry: Pick<InstalledPackage, 'name' | 'version' | 'release' | 'arch'>): string {
  return `${entry.name}-${entry.version}-${entry.release}.${entry.arch}`;
}
