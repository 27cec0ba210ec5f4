import semver from 'semver';

const HOME = 'https://github.com/kojikit/kojikit';

/** What is wrong with a package.json: where the package is at home, and how it wants the other packages of ours. */
export function manifestProblems({ folder, manifest }, packages) {
  const versions = new Map(packages.map((entry) => [entry.manifest.name, entry.manifest.version]));
  const wanted = {
    homepage: `${HOME}/tree/main/packages/${folder}#readme`,
    bugs: { url: `${HOME}/issues` },
    repository: { type: 'git', url: `git+${HOME}.git`, directory: `packages/${folder}` },
    publishConfig: { access: 'public', provenance: true },
  };
  const problems = Object.entries(wanted)
    .filter(([key, value]) => JSON.stringify(manifest[key]) !== JSON.stringify(value))
    .map(([key, value]) => `package.json: ${key} must be ${JSON.stringify(value)}`);
  if (!manifest.keywords?.includes('koji')) problems.push('package.json: keywords must name koji');
  for (const kind of ['dependencies', 'peerDependencies', 'devDependencies']) {
    for (const [name, range] of Object.entries(manifest[kind] ?? {})) {
      const problem = versions.has(name) ? rangeProblem(kind, range, versions.get(name)) : undefined;
      if (problem) problems.push(`package.json: ${kind}: ${name}: ${problem}`);
    }
  }
  return problems;
}

function rangeProblem(kind, range, version) {
  if (kind === 'devDependencies')
    return range === '*' ? undefined : `${range} must be *: tests use what lies beside`;
  if (semver.valid(range) !== null) return `${range} is one version, and must be a range such as ^${range}`;
  if (!semver.satisfies(version, range)) return `${range} does not hold its version ${version}`;
  return undefined;
}
