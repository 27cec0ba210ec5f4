import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Every package of the repository: its folder below `packages/` and its parsed package.json. */
export function workspacePackages() {
  return readdirSync(join(root, 'packages')).map((folder) => ({
    folder,
    path: join(root, 'packages', folder),
    manifest: JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8')),
  }));
}

/** What a user can import from a package: `@kojikit/rpm`, `@kojikit/plugin-runroot/cli`, … */
export function entriesOf(manifest) {
  return Object.keys(manifest.exports ?? {})
    .filter((key) => !key.endsWith('.json'))
    .map((key) => manifest.name + key.slice(1));
}

/**
 * The installs that a package is tried in. A host that is an optional peer is added for the entry that needs it alone,
 * so that `plugin-x/cli` is proved to work where there is no hub.
 */
export function trialsOf({ folder, manifest }) {
  const hosts = Object.keys(manifest.peerDependenciesMeta ?? {}).filter((name) =>
    Object.values(hostOf).includes(name),
  );
  const entries = entriesOf(manifest);
  if (hosts.length === 0) return [{ name: folder, packages: [manifest.name], entries, bins: true }];
  return entries.map((entry) => {
    const part = entry.slice(manifest.name.length + 1);
    const host = hosts.filter((name) => hostOf[part] === name);
    const packages = [manifest.name, ...host];
    return { name: `${folder}-${part}`, packages, entries: [entry], bins: false, commands: part === 'cli' };
  });
}

const hostOf = { hub: '@kojikit/hub-core', builder: '@kojikit/builder', cli: '@kojikit/cli' };
