import { createRequire } from 'node:module';

/**
 * The version of a package of ours.
 * @param from URL of a module in it
 */
export function packageVersion(name: string, from: string): string {
  const manifest: unknown = createRequire(from)(`${name}/package.json`);
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : '';
}
