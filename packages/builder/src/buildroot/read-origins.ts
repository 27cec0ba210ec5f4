import { gunzipSync } from 'node:zlib';
import type { BuilderSettings } from '../config/settings.js';
import { parseRepomd } from '../repodata/index.js';
import { readHubFile } from '../repos/repo-files.js';

/** The URLs that the packages of a merged repo come from, by name, version, release and arch. */
export async function readOrigins(settings: BuilderSettings, folder: string): Promise<Map<string, string>> {
  const repomd = await readHubFile(settings, `${folder}/repodata/repomd.xml`);
  const origins = new Map<string, string>();
  if (!repomd) return origins;
  const { records } = await parseRepomd([repomd]);
  const record = records.find(({ type }) => type === 'origin');
  const data = record && (await readHubFile(settings, `${folder}/${record.location}`));
  if (!data) return origins;
  for (const line of gunzipSync(data).toString('utf8').split('\n')) {
    const [name, url] = line.split(/\s+/);
    // An epoch, if there is one, stands before the name or before the version.
    if (name && url) origins.set(name.replace(/^\d+:/, '').replace(/-\d+:(?=[^-]+-[^-]+$)/, '-'), url);
  }
  return origins;
}
