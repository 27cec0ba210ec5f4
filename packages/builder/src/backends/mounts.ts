import { readFile } from 'node:fs/promises';
import { capture } from '../process/capture.js';
import { succeeded } from '../process/exit-status.js';

/** All mount points below a folder, deepest first. */
export async function mountsBelow(folder: string): Promise<string[]> {
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  const points = table
    .split('\n')
    .flatMap((line) => line.split(' ')[4] ?? [])
    .map((point) =>
      point.replace(/\\[0-7]{3}/g, (escape) => String.fromCharCode(parseInt(escape.slice(1), 8))),
    );
  return points.filter((point) => point.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length);
}

/** Unmounts everything below a folder, lazily. Returns one text per mount point that is still there. */
export async function unmountBelow(folder: string): Promise<string[]> {
  const failures: string[] = [];
  for (const point of await mountsBelow(folder)) {
    const { status, output } = await capture(['umount', '-l', point]);
    if (!succeeded(status)) failures.push(`${point}: ${output.trim()}`);
  }
  return failures;
}
