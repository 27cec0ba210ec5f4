import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execFileSync } from 'node:child_process';
import { afterAll } from 'vitest';
import type { ArchiveOrder, ArchiveReport } from '../src/archive/order.js';

const PROGRAM = fileURLToPath(new URL('../src/archive/archive-tree.ts', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const AS_SOURCE = ['--conditions=@kojikit/source', '--import', TSX];

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new temporary folder with an empty root in it. */
export function newRoot(): { folder: string; root: string } {
  const folder = mkdtempSync(join(tmpdir(), 'archiver-'));
  folders.push(folder);
  const root = join(folder, 'root');
  mkdirSync(join(root, 'builddir'), { recursive: true });
  return { folder, root };
}

export interface Archive {
  readonly file: string;
  readonly reports: readonly ArchiveReport[];
  readonly list: string;
  /** Names in the archive below the root, as GNU tar shows them. */
  readonly names: readonly string[];
}

interface Place {
  readonly folder: string;
  readonly root: string;
}

function start(
  { folder, root }: Place,
  changes: Partial<ArchiveOrder>,
  front: readonly string[],
): { child: ChildProcessWithoutNullStreams; order: ArchiveOrder } {
  const order: ArchiveOrder = {
    root,
    prefix: '/a/root',
    start: '/',
    filters: [],
    ignoreCase: false,
    savedCredentials: [],
    maxBytes: 0,
    compression: 'gzip',
    level: 1,
    threads: 2,
    listName: 'left-out.txt',
    listFile: join(folder, `list-${Math.random()}`),
    ...changes,
  };
  const command = [...front, process.execPath, ...AS_SOURCE, PROGRAM, JSON.stringify(order)];
  const child = spawn(command[0]!, command.slice(1), { stdio: 'pipe' });
  child.stdin.write('go\n');
  return { child, order };
}

/** Starts the archiver and returns before it has ended. */
export function startArchiver(place: Place, changes: Partial<ArchiveOrder> = {}) {
  const { child } = start(place, changes, []);
  child.stdout.resume();
  return {
    /** Resolves with its first report. */
    saidSomething: new Promise((resolve) => child.stderr.once('data', resolve)),
    ended: new Promise<number | null>((resolve) => child.once('close', resolve)),
    /** What the kernel does for a process that is killed: closes its end. */
    letGo: () => void child.stdin.end(),
  };
}

/** Runs the archiver on a root as a program. `front` is put in front of its command line. */
export async function runArchiver(
  place: Place,
  changes: Partial<ArchiveOrder> = {},
  front: readonly string[] = [],
): Promise<Archive> {
  const { folder } = place;
  const { child, order } = start(place, changes, front);
  const output: Buffer[] = [];
  let errors = '';
  child.stdout.on('data', (data: Buffer) => output.push(data));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the archiver ended with ${code}: ${errors}`);
  const file = join(folder, `archive-${Math.random()}`);
  writeFileSync(file, Buffer.concat(output));
  const reports = errors
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as ArchiveReport);
  if (output.length === 0) return { file, reports, list: '', names: [] };
  const tar = (...args: string[]) =>
    execFileSync('tar', args, { env: { ...process.env, LC_ALL: 'C' }, maxBuffer: 1 << 26 }).toString(
      'latin1',
    );
  return {
    file,
    reports,
    list: tar('xOf', file, order.listName),
    names: tar('tf', file, '--quoting-style=literal')
      .split('\n')
      .filter((name) => name.startsWith('a/root/'))
      .map((name) => name.slice('a/root'.length)),
  };
}
