import { below, isWithin, nameOf, parentOf } from './byte-path.js';
import type { Folder } from './folder.js';
import { walk } from './walk.js';

/** Links that one path may lead through, as the kernel has it. */
const MOST_HOPS = 40;
/** Names of one folder that are looked at. A folder with more is left out: a name that is not tried could be secret. */
const MOST_NAMES = 256;
const MOST_TRIES = 8192;

/** What a path inside the root leads to, every link understood as inside the root. */
export interface Target {
  readonly path: string;
  readonly isFolder: boolean;
  readonly inode: string;
}

/** The links of a root that lead to folders: by them, files have further names. */
export class Links {
  /** The links that lead to a folder, by its path. */
  private readonly byTarget = new Map<string, string[]>();

  private constructor(private readonly root: Folder) {}

  /** Looks for all links of the root. */
  static async read(root: Folder): Promise<Links> {
    const links = new Links(root);
    await walk(root, '/', true, {
      visit(entry) {
        if (!entry.stat.isSymbolicLink()) return true;
        const target = links.resolve(entry.path);
        if (target?.isFolder) {
          const known = links.byTarget.get(target.path);
          if (known) known.push(entry.path);
          else links.byTarget.set(target.path, [entry.path]);
        }
        return undefined;
      },
      problem: () => undefined,
    });
    return links;
  }

  /**
   * All names of a folder's entry or of a folder itself: the path, and those through links to folders above it.
   * Undefined when there are too many to tell.
   */
  namesBelow(parentNames: readonly string[], path: string): readonly string[] | undefined {
    const names = new Set(parentNames.map((parent) => below(parent, nameOf(path))));
    let tried = 0;
    for (const name of this.linkNames(path, new Set())) {
      names.add(name);
      // Links that lead to each other give the same names again and again.
      if (names.size > MOST_NAMES || ++tried > MOST_TRIES) return undefined;
    }
    return names.size > MOST_NAMES ? undefined : [...names];
  }

  /** The names of the root itself. */
  rootNames(): readonly string[] {
    const names = ['/'];
    for (const name of this.linkNames('/', new Set())) if (names.push(name) >= MOST_NAMES) break;
    return names;
  }

  /** What a path leads to; undefined when that is nothing, or cannot be found out. */
  resolve(path: string): Target | undefined {
    const pending = path.split('/').filter((part) => part !== '');
    let at: string[] = [];
    for (let hops = 0; pending.length > 0;) {
      const part = pending.shift()!;
      if (part === '.') continue;
      if (part === '..') {
        at.pop();
        continue;
      }
      const stat = this.statOf([...at, part].join('/'));
      if (!stat) return undefined;
      if (!stat.isSymbolicLink()) {
        at.push(part);
        continue;
      }
      if (++hops > MOST_HOPS) return undefined;
      const target = this.linkAt([...at, part].join('/'));
      if (target === undefined) return undefined;
      if (target.startsWith('/')) at = [];
      pending.unshift(...target.split('/').filter((piece) => piece !== ''));
    }
    const stat = at.length === 0 ? this.root.stat() : this.statOf(at.join('/'));
    return (
      stat && { path: `/${at.join('/')}`, isFolder: stat.isDirectory(), inode: `${stat.dev}:${stat.ino}` }
    );
  }

  private *linkNames(path: string, through: ReadonlySet<string>): Generator<string> {
    for (const link of this.byTarget.get(path) ?? []) {
      // A link that leads to a folder above itself gives endless names, all with the same end.
      if (through.has(link)) continue;
      for (const parent of this.allNames(parentOf(link), new Set([...through, link]))) {
        yield below(parent, nameOf(link));
      }
    }
  }

  private *allNames(path: string, through: ReadonlySet<string>): Generator<string> {
    yield path;
    if (path !== '/') {
      for (const parent of this.allNames(parentOf(path), through)) {
        const name = below(parent, nameOf(path));
        if (name !== path) yield name;
      }
    }
    yield* this.linkNames(path, through);
  }

  private statOf(path: string) {
    try {
      return this.root.lstat(path);
    } catch {
      return undefined;
    }
  }

  private linkAt(path: string): string | undefined {
    try {
      return this.root.readLink(path);
    } catch {
      return undefined;
    }
  }
}

/** Whether leaving out a folder would leave out what is to be saved as a whole. */
export function holdsAll(folder: string, start: string): boolean {
  return isWithin(start, folder);
}
