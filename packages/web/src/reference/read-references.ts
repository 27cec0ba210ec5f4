import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findPluginPackages } from '@kojikit/command-line/plugins';
import { reference, type Reference } from './reference.js';

/** The references that are at hand. */
export interface References {
  /** The hub's own, as `@kojikit/protocol` brings it. */
  readonly core: Reference;
  /** Those of installed plugins, by the names of their packages. A hub need not have all of these plugins. */
  readonly plugins: ReadonlyMap<string, Reference>;
}

/**
 * Reads the reference of the hub and of every plugin that is installed where plugins are looked for and brings one.
 * @param starts folders from which upwards every `node_modules` is looked into
 */
export function readReferences(starts: readonly string[]): References {
  const core = reference.parse(createRequire(import.meta.url)('@kojikit/protocol/reference.json'));
  const { packages } = findPluginPackages({ folders: [], starts });
  const plugins = packages
    .filter(({ manifest }) => manifest.hub !== undefined)
    .map(({ name, directory }) => [name, referenceIn(directory)] as const)
    .filter((entry): entry is readonly [string, Reference] => entry[1] !== undefined);
  return { core, plugins: new Map(plugins) };
}

/* A plugin of somebody else may bring none, or another file of that name: the hub still tells of its methods. */
function referenceIn(directory: string): Reference | undefined {
  try {
    return reference.safeParse(JSON.parse(readFileSync(join(directory, 'reference.json'), 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** {@link readReferences} of what is installed beside the pages and in the working folder; read once, as it is large. */
export const installedReferences = once(() => readReferences([import.meta.dirname, process.cwd()]));

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
