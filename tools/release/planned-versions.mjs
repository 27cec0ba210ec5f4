import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';

/** The kinds of bump in a version plan, the greatest last. */
const KINDS = ['patch', 'minor', 'major'];

/** What the version plans of a repository say: for each package that they name the greatest bump. */
export function plannedBumps(root) {
  const folder = join(root, '.nx', 'version-plans');
  const bumps = new Map();
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    const head = /^---\n([\s\S]*?)\n---\n/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? '';
    for (const [, name, kind] of head.matchAll(/^['"]?([^'":\s]+)['"]?:\s*['"]?([a-z]+)['"]?\s*$/gm)) {
      if (KINDS.indexOf(kind) > KINDS.indexOf(bumps.get(name))) bumps.set(name, kind);
    }
  }
  return bumps;
}

/**
 * What keeps a release with these bumps from fitting together. nx raises the own `dependencies` of the packages that
 * are released, except for those of plugins; every other range has to hold the new version as it stands.
 */
export function rangeProblems(packages, bumps) {
  const next = new Map(
    packages.map(({ manifest: { name, version } }) => [
      name,
      bumps.has(name) ? semver.inc(version, bumps.get(name)) : version,
    ]),
  );
  return packages.flatMap(({ manifest }) => {
    const isRaised = bumps.has(manifest.name) && manifest.kojikit === undefined;
    const ranges = [
      ...(isRaised ? [] : Object.entries(manifest.dependencies ?? {})),
      ...Object.entries(manifest.peerDependencies ?? {}),
    ];
    return ranges
      .filter(([name, range]) => next.has(name) && !semver.satisfies(next.get(name), range))
      .map(([name, range]) => {
        const what = `${name} becomes ${next.get(name)}, and ${manifest.name} wants ${range}`;
        return manifest.kojikit === undefined
          ? `${what}: name ${manifest.name} in a version plan as well (patch, if nothing else changes)`
          : `${what}: widen the range in its package.json once it works with that version, and name it in a version plan`;
      });
  });
}
