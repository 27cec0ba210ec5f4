import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { shownPath } from './byte-path.js';
import type { Problem } from './walk.js';

/** Why something is in the list: it was filtered, could not be saved, or was saved though it changed meanwhile. */
export type Reason = Problem | 'filtered' | 'socket' | 'too-many-names' | 'changed';

const HEAD = `# What this archive does not hold, or not as it was, by the path inside the root.
# filtered: by the rules for secrets; unreadable: could not be read; socket: has no contents; mount: something mounted
# there; too-deep: too many folders above it; too-many-names: too many links lead to it to tell whether it is secret;
# changed: is here, but changed while it was read.
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

  add(path: string, reason: Reason): void {
    this.counts[reason] = (this.counts[reason] ?? 0) + 1;
    this.pending += `${reason}\t${shownPath(path)}\n`;
    if (this.pending.length > 65_536) this.flush();
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

  private flush(): void {
    const data = Buffer.from(this.pending, 'utf8');
    this.pending = '';
    for (let done = 0; done < data.length;) done += writeSync(this.fd, data, done);
    this.length += data.length;
  }
}
