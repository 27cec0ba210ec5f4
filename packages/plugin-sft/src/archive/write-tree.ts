import { closeSync, fstatSync, readSync, type BigIntStats } from 'node:fs';
import { below } from './byte-path.js';
import { HEAD } from './credential-contents.js';
import type { Filters, Finding } from './filters.js';
import type { Folder } from './folder.js';
import { mountOf } from './folder.js';
import type { Compressor } from './gzip.js';
import type { LeftOut } from './left-out.js';
import { dataRuns, LARGEST_SPARSE, sparseEntry, sparseMap, type DataRun } from './sparse-map.js';
import { allocated, inodeOf, type Survey } from './survey.js';
import { END, padding, tarHeader, TYPES, type TarEntry } from './tar-header.js';
import { isUnreadable, walk, type Entry } from './walk.js';

const PIECE = 262_144;
const ZEROS = Buffer.alloc(PIECE);

export interface TreeParts {
  readonly output: Compressor;
  readonly filters: Filters;
  readonly survey: Survey;
  readonly leftOut: LeftOut;
  /** Where the root is in the archive, without slashes at the ends. */
  readonly prefix: string;
  /** Bytes of files that are read at most, whatever they grow to meanwhile; 0: no limit. */
  readonly maxBytes: number;
  /** Told after every file. */
  progress(done: { bytes: number; entries: number }): void;
}

/** Writes a folder of a root with everything below it as a tar archive. */
export class TreeWriter {
  private bytes = 0;
  private entries = 0;
  private readonly buffer = Buffer.allocUnsafe(PIECE);
  private readonly headBuffer = Buffer.allocUnsafe(HEAD);
  /** Files with several names that were written under one, with the number of names still to come. */
  private readonly linked = new Map<string, { name: string; left: bigint }>();

  constructor(private readonly parts: TreeParts) {}

  /** What was written so far. */
  get done(): { bytes: number; entries: number } {
    return { bytes: this.bytes, entries: this.entries };
  }

  /**
   * @param root the root's folder.
   * @param start path of the folder to write, inside the root; `/` for all of it.
   */
  async write(root: Folder, start: string): Promise<void> {
    let folder = root;
    let names = this.parts.survey.links.rootNames();
    for (let path = '/'; path !== start;) {
      const name = start.slice(path === '/' ? 1 : path.length + 1).split('/')[0]!;
      path = below(path, name);
      names = this.parts.survey.links.namesBelow(names, path) ?? [path];
      folder = folder.openFolder(name);
    }
    await this.writeHeader(start, folder.stat(), TYPES.folder);
    await walk(folder, start, names, {
      visit: (entry, parentNames, opened) => this.visit(entry, parentNames, opened),
      problem: (path, reason) => this.parts.leftOut.add(path, reason),
    });
  }

  /** Writes the list of what was left out, under a name beside the tree, and the end of the archive. */
  async end(listName: string): Promise<void> {
    const { leftOut, output } = this.parts;
    const { size } = leftOut;
    const mtime = Math.floor(Date.now() / 1000);
    const own = { name: listName, type: TYPES.file, mode: 0o644, uid: 0, gid: 0, size, mtime };
    await output.write(tarHeader(own));
    for (const piece of leftOut.contents()) await output.write(piece);
    await output.write(ZEROS.subarray(0, padding(size)));
    await output.write(END);
    await output.end();
  }

  private async visit(
    entry: Entry,
    parentNames: readonly string[],
    opened: Folder | undefined,
  ): Promise<readonly string[] | undefined> {
    const { survey, filters, leftOut } = this.parts;
    const { path, stat } = entry;
    const shown = opened ? `${path}/` : path;
    const names = survey.links.namesBelow(parentNames, path);
    if (!names) {
      leftOut.add(shown, 'too-many-names');
      return undefined;
    }
    const finding = filters.matchAny(names) ?? survey.secretInodes.get(inodeOf(stat));
    if (finding) {
      leftOut.addFiltered(shown, finding);
      return undefined;
    }
    if (opened) {
      await this.writeHeader(path, opened.stat(), TYPES.folder);
      return names;
    }
    if (stat.isFile()) await this.writeFile(entry, names);
    else if (stat.isSymbolicLink()) await this.writeLink(entry);
    else if (stat.isSocket()) leftOut.add(path, 'socket');
    else if (stat.isFIFO()) await this.writeHeader(path, stat, TYPES.fifo);
    else await this.writeDevice(entry);
    this.parts.progress(this.done);
    return undefined;
  }

  private async writeLink({ path, folder, name, stat }: Entry): Promise<void> {
    const linkName = this.reading(path, () => folder.readLink(name));
    if (linkName !== undefined) await this.writeHeader(path, stat, TYPES.link, { linkName });
  }

  private async writeDevice({ path, stat }: Entry): Promise<void> {
    const type = stat.isBlockDevice() ? TYPES.blockDevice : TYPES.characterDevice;
    await this.writeHeader(path, stat, type, { device: deviceNumbers(stat.rdev) });
  }

  private async writeFile({ path, folder, name, stat }: Entry, names: readonly string[]): Promise<void> {
    const known = stat.nlink > 1n ? this.linked.get(inodeOf(stat)) : undefined;
    if (known) {
      known.left -= 1n;
      if (known.left === 0n) this.linked.delete(inodeOf(stat));
      return this.writeHeader(path, stat, TYPES.hardLink, { linkName: known.name });
    }
    const fd = this.reading(path, () => folder.openFile(name));
    if (fd === undefined) return;
    try {
      const now = fstatSync(fd, { bigint: true });
      if (!now.isFile() || inodeOf(now) !== inodeOf(stat)) return this.parts.leftOut.add(path, 'changed');
      if (mountOf(fd) !== folder.mount) return this.parts.leftOut.add(path, 'mount');
      const finding = this.lookInto(path, names, fd, now);
      if (finding) return this.parts.leftOut.addFiltered(path, finding);
      if (stat.nlink > 1n) {
        this.linked.set(inodeOf(stat), { name: this.archiveName(path), left: stat.nlink - 1n });
      }
      await this.writeContents(path, fd, now);
    } finally {
      closeSync(fd);
    }
  }

  private lookInto(
    path: string,
    names: readonly string[],
    fd: number,
    stat: BigIntStats,
  ): Finding | undefined {
    if (stat.size === 0n) return undefined;
    const { filters, survey } = this.parts;
    const suspects = [...filters.suspects(names), ...(survey.suspectInodes.get(inodeOf(stat)) ?? [])];
    const count = this.read(fd, this.headBuffer, HEAD, 0);
    return filters.matchContents(path, suspects, this.headBuffer.subarray(0, count));
  }

  private async writeContents(path: string, fd: number, stat: BigIntStats): Promise<void> {
    const size = Number(stat.size);
    const runs = await this.runsOf(path, fd, stat, size);
    if (!runs) return;
    const held = runs.reduce((sum, run) => sum + run.size, 0);
    let whole = true;
    if (held === size) {
      await this.writeHeader(path, stat, TYPES.file, { size });
      for (const run of runs) whole = (await this.copy(fd, run.offset, run.size)) && whole;
    } else {
      const map = sparseMap(runs, size);
      const { name, records } = sparseEntry(this.archiveName(path), size);
      await this.writeHeader(path, stat, TYPES.file, { name, records, size: map.length + held });
      await this.parts.output.write(map);
      for (const run of runs) whole = (await this.copy(fd, run.offset, run.size)) && whole;
    }
    await this.parts.output.write(ZEROS.subarray(0, padding(held)));
    const after = fstatSync(fd, { bigint: true });
    if (!whole || after.size !== stat.size || after.mtimeNs !== stat.mtimeNs) {
      this.parts.leftOut.add(path, 'changed');
    }
  }

  /** The parts of a file that are no holes; undefined when it is left out. */
  private async runsOf(
    path: string,
    fd: number,
    stat: BigIntStats,
    size: number,
  ): Promise<readonly DataRun[] | undefined> {
    if (allocated(stat) >= size) return [{ offset: 0, size }];
    if (size > LARGEST_SPARSE) {
      this.parts.leftOut.add(path, 'too-sparse');
      return undefined;
    }
    try {
      return await dataRuns(fd, size);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.parts.leftOut.add(path, 'unreadable');
      return undefined;
    }
  }

  /** Copies exactly so many bytes; those that are no longer there are zeros, and the answer is false. */
  private async copy(fd: number, offset: number, size: number): Promise<boolean> {
    const { output, progress } = this.parts;
    let done = 0;
    while (done < size) {
      const count = this.read(fd, this.buffer, Math.min(PIECE, size - done), offset + done);
      if (count === 0) break;
      await output.write(this.buffer.subarray(0, count));
      done += count;
      this.bytes += count;
      this.assertSize();
      progress(this.done);
    }
    const whole = done === size;
    for (; done < size; done += PIECE) await output.write(ZEROS.subarray(0, Math.min(PIECE, size - done)));
    return whole;
  }

  private assertSize(): void {
    const { maxBytes } = this.parts;
    if (maxBytes > 0 && this.bytes > maxBytes) {
      throw new Error(`the tree grew beyond the limit of ${maxBytes} bytes while it was read`);
    }
  }

  private read(fd: number, into: Buffer, size: number, offset: number): number {
    try {
      return readSync(fd, into, 0, size, offset);
    } catch (error) {
      // A bad sector must not cost the rest of the tree; the header is written by now.
      if (isUnreadable(error)) return 0;
      throw error;
    }
  }

  private async writeHeader(
    path: string,
    stat: BigIntStats,
    type: TarEntry['type'],
    more: Partial<Pick<TarEntry, 'name' | 'records' | 'size' | 'linkName' | 'device'>> = {},
  ): Promise<void> {
    this.entries += 1;
    const name = this.archiveName(path);
    await this.parts.output.write(
      tarHeader({
        name: type === TYPES.folder ? `${name}/` : name,
        type,
        mode: Number(stat.mode & 0o7777n),
        uid: Number(stat.uid),
        gid: Number(stat.gid),
        mtime: Math.floor(Number(stat.mtimeMs) / 1000),
        size: 0,
        ...more,
      }),
    );
  }

  private archiveName(path: string): string {
    return path === '/' ? this.parts.prefix : `${this.parts.prefix}${path}`;
  }

  private reading<Result>(path: string, action: () => Result): Result | undefined {
    try {
      return action();
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.parts.leftOut.add(path, 'unreadable');
      return undefined;
    }
  }
}

/** Linux' way to put two numbers into one. */
function deviceNumbers(device: bigint): { major: number; minor: number } {
  return {
    major: Number(((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n)),
    minor: Number((device & 0xffn) | ((device >> 12n) & 0xffffff00n)),
  };
}
