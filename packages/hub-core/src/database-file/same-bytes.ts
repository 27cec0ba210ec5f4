import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const PIECE = 1 << 20;

/** Whether two files hold the same, read piece by piece. */
export function sameBytes(left: string, right: string): boolean {
  const files = [openSync(left, 'r'), openSync(right, 'r')] as const;
  try {
    const [size, other] = files.map((file) => fstatSync(file).size);
    if (size !== other) return false;
    const pieces = [Buffer.alloc(PIECE), Buffer.alloc(PIECE)] as const;
    for (;;) {
      const read = readSync(files[0], pieces[0]);
      const also = readSync(files[1], pieces[1]);
      if (read !== also || !pieces[0].subarray(0, read).equals(pieces[1].subarray(0, also))) return false;
      if (read === 0) return true;
    }
  } finally {
    for (const file of files) closeSync(file);
  }
}
