import { join } from 'node:path';
import { describePackage } from '../src/repodata/describe-package.js';
import { filelistsXml, otherXml, primaryXml } from '../src/repodata/package-xml.js';
import { PACKAGE_LISTS, RepodataDirectory } from '../src/repodata/repodata-directory.js';

const XML = { primary: primaryXml, filelists: filelistsXml, other: otherXml };

/**
 * Writes metadata of packages with a summary that they do not have, so that one sees which are taken over.
 * @param folder The repository; the packages are where their locations say.
 */
export async function writeOldRepodata(
  folder: string,
  locations: readonly string[],
  summary: string,
): Promise<void> {
  await RepodataDirectory.create(folder, async (repodata) => {
    for (const type of PACKAGE_LISTS) {
      await repodata.addPackageList(type, locations.length, async (file) => {
        for (const location of locations) {
          const metadata = await describePackage({ path: join(folder, location), location });
          await file.write(XML[type]({ ...metadata, summary }));
        }
      });
    }
  });
}
