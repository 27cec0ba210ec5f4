import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The version of a package of ours; empty when its `package.json` is not found.
 * @param from URL or path of a module in it
 */
export function packageVersion(name: string, from: string): string {
  // Read from where it lies: to have Node look for it takes a short command ten times as long.
  const path = from.startsWith('file:') ? fileURLToPath(from) : from;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    const manifest: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    const isIt = typeof manifest === 'object' && manifest !== null && 'name' in manifest;
    if (isIt && manifest.name === name) return 'version' in manifest ? String(manifest.version) : '';
  }
  return '';
}
