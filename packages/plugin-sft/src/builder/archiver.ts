import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { GenericError } from '@kojikit/protocol';
import { describeExit, succeeded, type PipedProcess, type Task } from '@kojikit/builder/plugin';
import { GO, type ArchiveOrder, type ArchiveProgress } from '../archive/order.js';
import { ArchiverReports, type Archived, type Surveyed } from './archiver-reports.js';

export interface ArchiveSteps {
  /** Told how large the tree is before anything of it is read. What it throws ends the work. */
  surveyed(found: Surveyed): Promise<void>;
  progress(done: ArchiveProgress): void;
  /** Takes the bytes of the archive. They end with an error when the archive is not whole. */
  consume(bytes: AsyncIterable<Uint8Array>): Promise<void>;
}

/* Built packages have one file per entry; sources are run through tsx. */
const IS_SOURCE = import.meta.url.endsWith('.ts');
const PROGRAM = new URL(
  IS_SOURCE ? '../archive/archive-tree.ts' : './archive/archive-tree.js',
  import.meta.url,
);

/**
 * Has a tree archived by a program of its own, where the root is whole, and hands its bytes on while they come. Returns
 * undefined when what is to be saved is not there. Throws GenericError when the program fails, with what it said.
 */
export async function archive(
  task: Pick<Task, 'pipe'>,
  enter: (command: readonly string[]) => string[],
  order: ArchiveOrder,
  steps: ArchiveSteps,
): Promise<Archived | undefined> {
  const command = enter([process.execPath, ...nodeOptions(), fileURLToPath(PROGRAM), JSON.stringify(order)]);
  // Compressing blocks at the same time takes that many threads, and one that writes.
  const env = { UV_THREADPOOL_SIZE: String(order.threads + 1), NODE_OPTIONS: '' };
  return task.pipe(command, (child) => talk(child, steps), { env });
}

async function talk(child: PipedProcess, steps: ArchiveSteps): Promise<Archived | undefined> {
  const reports = new ArchiverReports(child.stderr, (done) => steps.progress(done));
  const found = await reports.first;
  if (found === 'missing') return undefined;
  if (found === undefined) throw await failure(child, reports);
  await steps.surveyed(found);
  child.stdin.write(GO);
  await steps.consume(wholeOutput(child, reports));
  return reports.done;
}

async function* wholeOutput(
  child: PipedProcess,
  reports: ArchiverReports,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* child.stdout as AsyncIterable<Uint8Array>;
  // The end of its output alone may as well mean that it was killed.
  await reports.finished;
  if (!succeeded(await child.ended) || !reports.done) throw await failure(child, reports);
}

async function failure(child: PipedProcess, reports: ArchiverReports): Promise<GenericError> {
  await reports.finished;
  const how = describeExit(await child.ended, 'the archiver');
  return new GenericError([how, ...reports.noise].join('\n'));
}

function nodeOptions(): string[] {
  if (!IS_SOURCE) return [];
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return ['--conditions=@kojikit/source', '--import', tsx];
}
