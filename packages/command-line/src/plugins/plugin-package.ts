import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { checkManifest, type PluginManifest, type PluginPart } from './plugin-manifest.js';

/** The condition of `exports` on which a package has a script. */
const SCRIPT = '@kojikit/script';

/** A package that may hold parts of a plugin. */
export interface PluginPackage {
  readonly name: string;
  /** Undefined for a package that has none. */
  readonly version: string | undefined;
  readonly directory: string;
  readonly manifest: PluginManifest;
  /** `exports` of its package.json; undefined for a package without. */
  readonly exports: unknown;
  /** Names and ranges of its `peerDependencies`: its hosts, and what it shares with them. */
  readonly peers: ReadonlyMap<string, string>;
}

/**
 * Reads the `package.json` of a folder; undefined when there is none.
 * Throws Error that says what is wrong with it, without the folder's name.
 */
export function readPluginPackage(directory: string): PluginPackage | undefined {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return undefined;
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const manifest = checkManifest(memberOf(content, 'kojikit'));
  const name = memberOf(content, 'name');
  if (typeof name !== 'string') throw new Error('the package has no name');
  const version = memberOf(content, 'version');
  return {
    name,
    version: typeof version === 'string' ? version : undefined,
    directory: realpathSync.native(directory),
    manifest,
    exports: memberOf(content, 'exports'),
    peers: textsOf(memberOf(content, 'peerDependencies')),
  };
}

/** The file of a package's entry `./hub`, `./builder` or `./cli`; undefined when it has none. */
export function entryOf({ name, directory, exports }: PluginPackage, part: PluginPart): string | undefined {
  const { createRequire } = process.getBuiltinModule('node:module');
  try {
    return createRequire(join(directory, 'package.json')).resolve(
      exports === undefined ? `./${part}` : `${name}/${part}`,
    );
  } catch {
    return importEntry(directory, exports, part);
  }
}

/**
 * The script of a package's entry, which it exports on the condition `@kojikit/script`: the same as the entry, as one file
 * of CommonJS. Undefined when it has none.
 */
export function scriptOf({ directory, exports }: PluginPackage, part: PluginPart): string | undefined {
  const target = memberOf(memberOf(exports, `./${part}`), SCRIPT);
  return typeof target === 'string' ? join(directory, target) : undefined;
}

/* `require.resolve` passes over what a package exports to `import` alone, and `import.meta.resolve` looks from here only. */
function importEntry(directory: string, exports: unknown, part: PluginPart): string | undefined {
  let target = memberOf(exports, `./${part}`);
  while (typeof target === 'object' && target !== null) {
    target = memberOf(target, 'import') ?? memberOf(target, 'default');
  }
  const file = typeof target === 'string' ? join(directory, target) : undefined;
  return file !== undefined && existsSync(file) ? file : undefined;
}

function textsOf(value: unknown): Map<string, string> {
  const members: [string, unknown][] =
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(members.filter((member): member is [string, string] => typeof member[1] === 'string'));
}

/** A member of something that may be an object. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
