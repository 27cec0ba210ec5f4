import { createHash } from 'node:crypto';
import { lstatSync, opendirSync, openSync, closeSync, readSync, readlinkSync } from 'node:fs';

/** Every entry of a folder by its path in bytes (latin1), described in a line; contents by their digest. */
export function describeTree(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  const inodes = new Map<string, string>();
  const look = (path: string): void => {
    const entries = opendirSync(bytes(folder + path), { encoding: 'latin1' as BufferEncoding });
    for (let entry = entries.readSync(); entry; entry = entries.readSync()) {
      const inner = `${path}/${entry.name}`;
      const stat = lstatSync(bytes(folder + inner));
      const common = `${(stat.mode & 0o7777).toString(8)} ${stat.uid}:${stat.gid} ${Math.floor(stat.mtimeMs / 1000)}`;
      if (stat.isDirectory()) {
        found.set(inner, `folder ${common}`);
        look(inner);
      } else if (stat.isSymbolicLink()) {
        found.set(inner, `link ${stat.uid}:${stat.gid} -> ${readlinkSync(bytes(folder + inner), 'latin1')}`);
      } else if (stat.isFile()) {
        const key = `${stat.dev}:${stat.ino}`;
        const first = stat.nlink > 1 ? inodes.get(key) : undefined;
        inodes.set(key, inner);
        found.set(
          inner,
          `file ${common} ${stat.size} ${digest(bytes(folder + inner))}${first ? ' linked' : ''}`,
        );
      } else if (stat.isSocket()) found.set(inner, 'socket');
      else found.set(inner, `special ${common} ${stat.mode >> 12} ${stat.isFIFO() ? 0 : stat.rdev}`);
    }
    entries.closeSync();
  };
  look('');
  return found;
}

/** What differs between two trees: a line per path that is missing, surplus or other. */
export function differences(wanted: Map<string, string>, got: Map<string, string>): string[] {
  const lines: string[] = [];
  for (const [path, what] of wanted) {
    const other = got.get(path);
    if (other === undefined) lines.push(`- ${path}`);
    else if (other.replace(' linked', '') !== what.replace(' linked', '')) {
      lines.push(`! ${path}: ${what} | ${other}`);
    }
  }
  for (const path of got.keys()) if (!wanted.has(path)) lines.push(`+ ${path}`);
  return lines.sort();
}

function digest(path: Buffer): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1 << 20);
  const fd = openSync(path, 'r');
  try {
    for (let count = readSync(fd, buffer); count > 0; count = readSync(fd, buffer)) {
      hash.update(buffer.subarray(0, count));
    }
  } finally {
    closeSync(fd);
  }
  return hash.digest('hex').slice(0, 16);
}

function bytes(path: string): Buffer {
  return Buffer.from(path, 'latin1');
}
