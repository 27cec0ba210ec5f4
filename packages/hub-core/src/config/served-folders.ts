import type { HubOptionValues } from './hub-config.js';

/** The folders of `KojiDir` that are served, by name. */
export function servedFolders({ ServedFolders }: Pick<HubOptionValues, 'ServedFolders'>): string[] {
  return ServedFolders.split(/\s+/).filter(Boolean);
}
