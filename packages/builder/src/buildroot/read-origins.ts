import { gunzipSync } from 'node:zlib';
import type { BuilderSettings } from '../config/settings.js';
import { readHubFile } from '../repos/repo-files.js';
import { parseRepomd } from '../repos/repomd.js';

/** The URLs that the packages of a merged repo come from, by name, version, release and arch. */
export async function readOrigins(settings: BuilderSettings, folder: string): Promise<Map<string, string>> {
  const repomd = await readHubFile(settings, `${folder}/repodata/repomd.xml`);
  const entry = parseRepomd(repomd?.toString('utf8') ?? '').find(({ type }) => type === 'origin');
  const data = entry && (await readHubFile(settings, `${folder}/${entry.href}`));
  const origins = new Map<string, string>();
  if (!data) return origins;
  for (const line of gunzipSync(data).toString('utf8').split('\n')) {
    const [name, url] = line.split(/\s+/);
    // An epoch, if there is one, stands before the name or before the version.
    if (name && url) origins.set(name.replace(/^\d+:/, '').replace(/-\d+:(?=[^-]+-[^-]+$)/, '-'), url);
  }
  return origins;
}
