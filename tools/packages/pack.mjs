import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';
import { run } from './run.mjs';

/** Packs every package as it would be published. Returns the tarball and the list of its files by package name. */
export async function packAll(packages, folder) {
  mkdirSync(folder, { recursive: true });
  const names = packages.flatMap(({ manifest }) => ['--workspace', manifest.name]);
  const { code, stdout, stderr } = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, ...names],
    { cwd: root },
  );
  if (code !== 0) throw new Error(`npm pack failed:\n${stderr}`);
  const packed = Object.values(JSON.parse(stdout));
  return new Map(
    packed.map(({ name, filename, files }) => [
      name,
      { tarball: join(folder, filename), files: files.map(({ path }) => path) },
    ]),
  );
}

/** What is wrong with the list of files in a tarball. */
export function contentProblems({ path, manifest }, files) {
  const problems = [];
  for (const wanted of ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE']) {
    if (!files.includes(wanted)) problems.push(`no ${wanted} in the tarball`);
  }
  if (!files.some((file) => file.startsWith('dist/')))
    problems.push('no dist in the tarball: run `npm run build`');
  for (const entry of Object.values(manifest.exports ?? {})) {
    const script = entry['@kojikit/script'];
    if (script !== undefined && !files.includes(script.replace(/^\.\//, '')))
      problems.push(`no ${script} in the tarball, which it exports`);
  }
  // npm packs no links, so each package has a copy.
  const licence = join(path, 'LICENSE');
  if (existsSync(licence) && !readFileSync(licence).equals(readFileSync(join(root, 'LICENSE'))))
    problems.push('its LICENSE is not that of the repository');
  for (const file of files) {
    if (file.startsWith('template/')) continue;
    if (/\.test(-d)?\.|(^|\/)(test|fixtures|node_modules)\//.test(file))
      problems.push(`must not be published: ${file}`);
  }
  return problems;
}
