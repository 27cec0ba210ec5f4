import { canonArch } from '@kojikit/builder/plugin';
import { BuildError } from '@kojikit/protocol';
import type { BuildConfig, HostInfo } from '@kojikit/builder/plugin';

/**
 * The arch of the root for a command that may run on any: the first of the tag's that this host can do. Throws
 * BuildError when there is none.
 */
export function rootArch(
  tag: string | number,
  host: Pick<HostInfo, 'arches'>,
  config: Pick<BuildConfig, 'arches'>,
): string {
  if (!host.arches) throw new BuildError('No arch list for this host');
  if (!config.arches) throw new BuildError(`No arch list for tag: ${tag}`);
  const able = new Set(words(host.arches).map(canonArch));
  const arch = words(config.arches)
    .map(canonArch)
    .find((candidate) => able.has(candidate));
  if (arch === undefined) throw new BuildError(`host does not match tag arches: ${tag} (${config.arches})`);
  return arch;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
