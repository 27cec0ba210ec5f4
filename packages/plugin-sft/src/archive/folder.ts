import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  opendirSync,
  readFileSync,
  readlinkSync,
  type BigIntStats,
} from 'node:fs';
import { toBytes } from './byte-path.js';

const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
/** Names that are sorted at a time; a folder with more comes in several sorted runs. */
const RUN = 4096;

/**
 * An open folder of the root. Its entries are reached through its descriptor, never by a path from outside: whatever
 * links a tree holds or is given meanwhile, nothing outside of it can be opened. Node has no openat; the kernel's
 * `/proc/self/fd` does the same.
 */
export class Folder {
  private constructor(
    readonly fd: number,
    /** Which mount the folder is of. */
    readonly mount: string,
  ) {}

  /** Opens the root itself. Throws when the path leads to no folder; a link at its end is not followed. */
  static openRoot(path: string): Folder {
    return Folder.from(openSync(path, FOLDER));
  }

  /** Opens a folder in this one. Throws for everything else, links to folders too. */
  openFolder(name: string): Folder {
    return Folder.from(openSync(this.at(name), FOLDER));
  }

  /** Opens a file for reading, without waiting for anybody at the other end. */
  openFile(name: string): number {
    return openSync(this.at(name), FILE);
  }

  lstat(name: string): BigIntStats {
    return lstatSync(this.at(name), { bigint: true });
  }

  stat(): BigIntStats {
    return fstatSync(this.fd, { bigint: true });
  }

  /** The target of a link as it is written. */
  readLink(name: string): string {
    return readlinkSync(this.at(name), 'buffer').toString('latin1');
  }

  /** The names in the folder, in byte order. */
  *names(): Generator<string> {
    const folder = opendirSync(`/proc/self/fd/${this.fd}`, { encoding: 'latin1', bufferSize: 1024 });
    try {
      for (;;) {
        const run: string[] = [];
        for (let entry = folder.readSync(); entry; entry = folder.readSync()) {
          run.push(entry.name);
          if (run.length === RUN) break;
        }
        yield* run.sort();
        if (run.length < RUN) return;
      }
    } finally {
      folder.closeSync();
    }
  }

  close(): void {
    closeSync(this.fd);
  }

  private at(name: string): Buffer {
    return toBytes(`/proc/self/fd/${this.fd}/${name}`);
  }

  private static from(fd: number): Folder {
    return new Folder(fd, mountOf(fd));
  }
}

/** Which mount an open file is of. */
export function mountOf(fd: number): string {
  return /^mnt_id:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1'))?.[1] ?? '';
}
