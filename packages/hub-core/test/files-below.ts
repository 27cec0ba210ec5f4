import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The paths of all files and links below a folder, sorted. Node's own recursive readdirSync follows links from version 22 on,
 * and so the link of a repo to the top of all repos round and round.
 */
export function filesBelow(folder: string): string[] {
  return below(folder, '').sort();
}

function below(top: string, path: string): string[] {
  return readdirSync(join(top, path), { withFileTypes: true }).flatMap((entry) => {
    const inside = join(path, entry.name);
    return entry.isDirectory() ? below(top, inside) : [inside];
  });
}
