import { PluginError } from './plugin-error.js';
import type { PluginPackage } from './plugin-package.js';

/** The package whose program loads a plugin, and its version. */
export interface PluginHost {
  readonly name: string;
  readonly version: string;
  /**
   * Runs the script of a plugin and returns what it exports. Given by a program that is one of scripts itself: to import its
   * first module would cost it as much as all else that a short command does. Default: all parts of plugins are imported.
   */
  readonly runScript?: ((file: string) => unknown) | undefined;
}

/** A version of three numbers. */
const PLAIN = String.raw`(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)`;
/** Such a version, and a range between two of them. */
const BETWEEN = new RegExp(`^${PLAIN} >=${PLAIN} <${PLAIN}$`);

/**
 * Checks that a plugin is made for the version of its host: that its `peerDependencies` name it with a range which holds
 * that version. A plugin that does not name its host, or names it by a tag or a place (`latest`, `file:…`), is taken as it is.
 * Throws PluginError that says the range, the version and what to install, or that the range is none.
 */
export async function checkHost(found: PluginPackage, host: PluginHost): Promise<void> {
  const range = found.peers.get(host.name);
  if (range === undefined || isBetween(host.version, range)) return;
  // Loaded here only: `koji` looks for plugins before every command, and mostly runs none of them.
  const { default: validRange } = await import('semver/ranges/valid.js');
  const { default: satisfies } = await import('semver/functions/satisfies.js');
  if (validRange(range) === null) {
    if (isTagOrPlace(range)) return;
    const reason = `${found.name} names ${host.name} in its peerDependencies with ${JSON.stringify(range)}, which is no range of versions: expected one such as "^${host.version}"`;
    throw new PluginError({ plugin: found.name, file: found.directory, reason });
  }
  // A trial version of a host, such as 0.3.0-beta.1, is near enough to the version that it is to become.
  if (satisfies(host.version, range, { includePrerelease: true })) return;
  const version = found.version === undefined ? '' : ` ${found.version}`;
  const reason =
    `${found.name}${version} is made for ${host.name} ${range}, and this is ${host.version}: ` +
    `install a version of the plugin that is made for it (npm install ${found.name}@latest), ` +
    `or a version of its host that the plugin is made for (npm install '${host.name}@${range}')`;
  throw new PluginError({ plugin: found.name, file: found.directory, reason });
}

/*
 * Whether a version is in a range of the form in which our plugins, and those that `npm create @kojikit/plugin` makes, name
 * their hosts. What is not, and all other forms, are left to semver: to load it for this takes a short command a twentieth of
 * its time.
 */
function isBetween(version: string, range: string): boolean {
  const numbers = BETWEEN.exec(`${version} ${range}`)?.slice(1).map(Number);
  if (numbers === undefined) return false;
  const [found, least, end] = [numbers.slice(0, 3), numbers.slice(3, 6), numbers.slice(6)];
  return !isBefore(found, least) && isBefore(found, end);
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const index = one.findIndex((number, place) => number !== other[place]);
  return index >= 0 && (one[index] ?? 0) < (other[index] ?? 0);
}

/* As npm reads it: a place has a colon or a slash in it, and a tag nothing that an address would have to escape. */
function isTagOrPlace(range: string): boolean {
  return /[:/]/.test(range) || (/^[a-z]/i.test(range) && encodeURIComponent(range) === range);
}
