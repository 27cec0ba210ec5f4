import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describePackage } from '../../packages/builder/src/repodata/describe-package.ts';
import { filelistsXml, otherXml, primaryXml } from '../../packages/builder/src/repodata/package-xml.ts';
import { RepodataDirectory } from '../../packages/builder/src/repodata/repodata-directory.ts';

const PATTERNS = 2000;
const XML = { primary: primaryXml, filelists: filelistsXml, other: otherXml };

/** Metadata of two repositories with so many packages together, which look like given ones under other names. */
export async function makeRepositories(folder, paths, count) {
  const patterns = [];
  for (const path of paths.slice(0, PATTERNS))
    patterns.push(await describePackage({ path, location: basename(path) }));
  const urls = [];
  for (const repository of ['one', 'two']) {
    const directory = join(folder, repository);
    mkdirSync(directory, { recursive: true });
    await RepodataDirectory.create(directory, async (repodata) => {
      for (const [type, xml] of Object.entries(XML)) {
        await repodata.addPackageList(type, count / 2, async (file) => {
          for (let index = 0; index < count / 2; index += 1) {
            const pattern = patterns[index % patterns.length];
            await file.write(xml(renamed(pattern, `${repository}${Math.floor(index / patterns.length)}`)));
          }
        });
      }
    });
    urls.push(`file://${directory}/`);
  }
  return urls;
}

function renamed(pattern, prefix) {
  const name = `${prefix}-${pattern.name}`;
  return {
    ...pattern,
    name,
    sourceRpm: `${prefix}-${pattern.sourceRpm}`,
    location: `Packages/${prefix}-${pattern.location}`,
    pkgid: createHash('sha256').update(name).digest('hex'),
    files: pattern.files.map((file) => ({ ...file, path: file.path.replace('pile', `${prefix}-pile`) })),
  };
}
