import { PluginError } from './plugin-error.js';
import type { PluginPackage } from './plugin-package.js';

/** The package whose program loads a plugin, and its version. */
export interface PluginHost {
  readonly name: string;
  readonly version: string;
}

/**
 * Checks that a plugin is made for the version of its host: that its `peerDependencies` name it with a range which holds
 * that version. A plugin that does not name its host, or names it by a tag or a place (`latest`, `file:…`), is taken as it is.
 * Throws PluginError that says the range, the version and what to install, or that the range is none.
 */
export async function checkHost(found: PluginPackage, host: PluginHost): Promise<void> {
  const range = found.peers.get(host.name);
  if (range === undefined) return;
  // Loaded here only: `koji` looks for plugins before every command, and mostly runs none of them.
  const { default: semver } = await import('semver');
  if (semver.validRange(range) === null) {
    if (isTagOrPlace(range)) return;
    const reason = `${found.name} names ${host.name} in its peerDependencies with ${JSON.stringify(range)}, which is no range of versions: expected one such as "^${host.version}"`;
    throw new PluginError({ plugin: found.name, file: found.directory, reason });
  }
  // A trial version of a host, such as 0.3.0-beta.1, is near enough to the version that it is to become.
  if (semver.satisfies(host.version, range, { includePrerelease: true })) return;
  const version = found.version === undefined ? '' : ` ${found.version}`;
  const reason =
    `${found.name}${version} is made for ${host.name} ${range}, and this is ${host.version}: ` +
    `install a version of the plugin that is made for it (npm install ${found.name}@latest), ` +
    `or a version of its host that the plugin is made for (npm install '${host.name}@${range}')`;
  throw new PluginError({ plugin: found.name, file: found.directory, reason });
}

/* As npm reads it: a place has a colon or a slash in it, and a tag nothing that an address would have to escape. */
function isTagOrPlace(range: string): boolean {
  return /[:/]/.test(range) || (/^[a-z]/i.test(range) && encodeURIComponent(range) === range);
}
