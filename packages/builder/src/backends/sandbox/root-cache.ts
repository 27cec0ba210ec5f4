import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledPackage } from '../../buildroot/installed-package.js';
import type { Leases } from '../../buildroot/leases.js';

/** A root with a group of packages installed, which many buildroots lie over. */
export interface CachedRoot {
  readonly root: string;
  readonly packages: readonly InstalledPackage[];
}

const PACKAGES = 'packages.json';

/** Keeps installed roots by what they were made from, and makes each only once. */
export class RootCache {
  private readonly making = new Map<string, Promise<CachedRoot>>();

  constructor(
    private readonly folder: string,
    private readonly leases: Leases,
    private readonly remove: (paths: readonly string[]) => Promise<void>,
  ) {}

  /** Key of the root that a group of a repo gives: the same metadata, arch and group give the same root. */
  static key(repomd: Buffer, arch: string, group: string): string {
    return createHash('sha256').update(repomd).update(`\0${arch}\0${group}`).digest('hex').slice(0, 40);
  }

  /**
   * Gives the root of a key, made by `make` in the folder it is given if there is none yet.
   * @returns The root, and what gives up its lease.
   */
  async get(
    key: string,
    make: (root: string) => Promise<readonly InstalledPackage[]>,
  ): Promise<{ cached: CachedRoot; release: () => void }> {
    const release = this.leases.take(`cache/${key}`);
    try {
      const cached = (await this.load(key)) ?? (await this.make(key, make));
      const now = new Date();
      await utimes(join(this.folder, key), now, now);
      return { cached, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /**
   * Removes roots that nobody has used for some seconds, and halves that a killed daemon left.
   * @param needed roots that stay, by the path that `get` gave.
   */
  async clean(maxAge: number, needed: ReadonlySet<string> = new Set()): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [] as string[])) {
      const path = join(this.folder, name);
      const isHalf = name.endsWith('.partial') && !this.making.has(name.replace('.partial', ''));
      const age = Date.now() - (await stat(path)).mtimeMs;
      if (
        needed.has(join(path, 'root')) ||
        this.leases.isHeld(`cache/${name}`) ||
        (!isHalf && age < maxAge * 1000)
      )
        continue;
      await this.remove([path]);
    }
  }

  private async load(key: string): Promise<CachedRoot | undefined> {
    const text = await readFile(join(this.folder, key, PACKAGES), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    return { root: join(this.folder, key, 'root'), packages: JSON.parse(text) as InstalledPackage[] };
  }

  private async make(
    key: string,
    make: (root: string) => Promise<readonly InstalledPackage[]>,
  ): Promise<CachedRoot> {
    let making = this.making.get(key);
    if (!making) {
      making = this.makeNew(key, make).finally(() => this.making.delete(key));
      this.making.set(key, making);
    }
    return making;
  }

  private async makeNew(
    key: string,
    make: (root: string) => Promise<readonly InstalledPackage[]>,
  ): Promise<CachedRoot> {
    const partial = join(this.folder, `${key}.partial`);
    await this.remove([partial]);
    await mkdir(join(partial, 'root'), { recursive: true });
    const packages = await make(join(partial, 'root'));
    await writeFile(join(partial, PACKAGES), JSON.stringify(packages));
    await rename(partial, join(this.folder, key));
    return { root: join(this.folder, key, 'root'), packages };
  }
}
