import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { shownPath } from './byte-path.js';
import type { Finding } from './filters.js';
import type { Problem } from './walk.js';

/** Why something is in the list: it was filtered, could not be saved, or was saved though it changed meanwhile. */
export type Reason = Problem | 'filtered' | 'socket' | 'too-many-names' | 'too-sparse' | 'changed';

const HEAD = `# What this archive does not hold, or not as it was, by the path inside the root.
# filtered:RULE: by this rule for credentials or glob of the configuration, and if that matched another name of it, which;
# unreadable: could not be read; socket: has no contents; mount: something mounted there; too-deep: too many folders above
# it; too-many-names: too many links lead to it to tell whether it is secret; too-sparse: too large a hole to be read
# through; changed: is here, but changed while it was read.
`;

/**
 * The list of what was left out. It is kept in a file, since it can be long; nothing but names gets into it. Whoever gave
 * the file's name finds the whole list there in the end.
 */
export class LeftOut {
  readonly counts: Partial<Record<Reason, number>> = {};
  private readonly fd: number;
  private length = 0;
  private pending = HEAD;

  /** @param file a path at which nothing is yet. */
  constructor(file: string) {
    this.fd = openSync(file, 'wx+', 0o600);
  }

  add(path: string, reason: Exclude<Reason, 'filtered'>): void {
    this.note(reason, `${reason}\t${shownPath(path)}`);
  }

  /** @param path with a slash at the end for a folder. */
  addFiltered(path: string, { rule, path: matched }: Finding): void {
    const other = path === matched || path === `${matched}/` ? '' : `\t${shownPath(matched)}`;
    this.note('filtered', `filtered:${rule}\t${shownPath(path)}${other}`);
  }

  /** Bytes of the list; it must not grow after this. */
  get size(): number {
    this.flush();
    return this.length;
  }

  *contents(): Generator<Uint8Array> {
    const buffer = Buffer.allocUnsafe(65_536);
    for (let at = 0; at < this.length;) {
      const count = readSync(this.fd, buffer, 0, Math.min(buffer.length, this.length - at), at);
      if (count === 0) throw new Error('the list of what was left out got shorter');
      at += count;
      yield buffer.subarray(0, count);
    }
    closeSync(this.fd);
  }

  private note(reason: Reason, line: string): void {
    this.counts[reason] = (this.counts[reason] ?? 0) + 1;
    this.pending += `${line}\n`;
    if (this.pending.length > 65_536) this.flush();
  }

  private flush(): void {
    const data = Buffer.from(this.pending, 'utf8');
    this.pending = '';
    for (let done = 0; done < data.length;) done += writeSync(this.fd, data, done);
    this.length += data.length;
  }
}
