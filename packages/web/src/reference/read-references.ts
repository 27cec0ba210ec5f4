import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { findPluginPackages, type PluginPlaces } from '@kojikit/command-line/plugins';
import { statsAt } from '@kojikit/protocol';
import { reference, type Reference } from './reference.js';

/** The references that are at hand. */
export interface References {
  /** The hub's own, as `@kojikit/protocol` brings it. */
  readonly core: Reference;
  /**
   * Those of plugins, by the names of their packages; by that of its folder for a plugin that is no package. A hub need not have
   * all of these plugins.
   */
  readonly plugins: ReadonlyMap<string, Reference>;
}

/** Bytes that the reference of a plugin may have. That of the hub itself, with all its methods, has a third of it. */
export const LARGEST_REFERENCE = 1024 * 1024;

/**
 * Reads the reference of the hub and of every plugin that brings one: those installed, and those in folders that hold plugins.
 * What a plugin of somebody else brings may be too large or no reference at all: it is left out, since the hub still tells of
 * the methods.
 * @param leftOut told of a file that is left out, and why
 */
export function readReferences(
  places: PluginPlaces,
  leftOut: (file: string, reason: string) => void,
): References {
  const core = reference.parse(createRequire(import.meta.url)('@kojikit/protocol/reference.json'));
  const plugins = new Map<string, Reference>();
  for (const [directory, name] of directories(places)) {
    const file = join(directory, 'reference.json');
    try {
      const found = referenceIn(file);
      if (found !== undefined && !plugins.has(name)) plugins.set(name, found);
    } catch (error) {
      leftOut(file, error instanceof Error ? error.message : String(error));
    }
  }
  return { core, plugins };
}

/* Where plugins for hubs lie, with their names: packages, and what else is a folder among the folders that hold plugins. */
function directories(places: PluginPlaces): Map<string, string> {
  const { packages } = findPluginPackages(places);
  const others = places.folders
    .flatMap(foldersIn)
    .map((directory) => [directory, basename(directory)] as const);
  const known = packages.map(({ directory, name }) => [directory, name] as const);
  const withoutHub = packages.filter(({ manifest }) => manifest.hub === undefined);
  const all = new Map([...others, ...known]);
  for (const { directory } of withoutHub) all.delete(directory);
  return all;
}

/* A folder that is missing holds no plugins; the hub says so of its PluginPath. */
function foldersIn(folder: string): string[] {
  if (statsAt(folder)?.isDirectory() !== true) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statsAt(path)?.isDirectory() === true)
    .map((path) => realpathSync(path));
}

/* Undefined where there is none. Throws Error that says why a file is none. */
function referenceIn(file: string): Reference | undefined {
  const facts = statsAt(file);
  if (facts === undefined) return undefined;
  if (!facts.isFile()) throw new Error('it is no file');
  if (facts.size > LARGEST_REFERENCE)
    throw new Error(`it has ${facts.size} bytes, more than ${LARGEST_REFERENCE}`);
  const { data, error } = reference.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  const [issue] = error?.issues ?? [];
  if (issue !== undefined) throw new Error(`${issue.path.join('.') || 'all of it'}: ${issue.message}`);
  return data;
}
