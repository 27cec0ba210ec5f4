import { join } from 'node:path';
import { GenericError, isFault, UNFINISHED_FOLDER } from '@kojikit/protocol';
import { defineTask, type RetiredRoot, type Task } from '@kojikit/builder/plugin';
import { z } from 'zod';
import type { ArchiveOrder } from '../archive/order.js';
import { PROGRESS_LOG } from '../progress-log.js';
import type {} from '../api.js';
import { archive } from './archiver.js';
import { assertSize, assertSpace } from './limits.js';
import { ProgressReport } from './progress-report.js';
import type { SavingConfig } from './config.js';

const params = z.object({ buildrootID: z.number().int(), full: z.boolean().default(false) });

type SavingParams = z.infer<typeof params>;
type SavingTask = Task<SavingParams, SavingConfig>;

/** Saves a build root of this host that is no longer in use: streams it, without its secrets, to the hub as an archive. */
export const saveFailedTreeTask = defineTask<SavingParams, SavingConfig>({
  method: 'saveFailedTree',
  weight: 3,
  params,
  async run(task) {
    const { buildrootID: id, full } = task.params;
    const row = await task.hub.call('getBuildroot', { buildrootID: id });
    if (row === null) throw new GenericError(`Nonexistent buildroot: ${id}`);
    if (row.host_id !== (await task.host()).id) throw new GenericError('Task is run on wrong builder');
    const root = await task.retiredRoot(id);
    if (!root)
      throw new GenericError(`Buildroot directory is missing: ${await expectedFolder(task, id, full)}`);
    await task.withLog(PROGRESS_LOG, (write) => save(task, root, write));
    // As in Koji, the result is nil.
    return null;
  },
});

async function save(task: SavingTask, root: RetiredRoot, write: (line: string) => void): Promise<void> {
  const { full } = task.params;
  const { config } = task;
  const order: ArchiveOrder = {
    root: root.path,
    prefix: root.rootDir,
    start: full ? '/' : '/builddir',
    filters: config.filters,
    ignoreCase: config.ignoreCase,
    savedCredentials: config.savedCredentials,
    maxBytes: config.maxSize,
    compression: config.compression,
    level: config.level,
    threads: config.threads,
    listName: `broot-${root.id}-left-out.txt`,
    listFile: join(task.workDir, 'left-out'),
  };
  const onVolume = config.volume === undefined ? {} : { volume: config.volume };
  const name = `broot-${root.id}.tar.${config.compression === 'gzip' ? 'gz' : 'zst'}`;
  const report = new ProgressReport(write);
  // Koji's hub knows nothing of unfinished files: there the archive grows among the output of the task.
  let knowsUnfinished = false;
  let uploading = false;
  try {
    const archived = await archive(task, (command) => root.enter(command), order, {
      async surveyed(found) {
        report.begin(full ? root.rootDir : join(root.rootDir, 'builddir'), found);
        assertSize(found.bytes, config.maxSize);
        knowsUnfinished = await assertSpace(task, found.bytes, config.volume);
      },
      progress: (done) => report.read(done),
      async consume(bytes) {
        uploading = true;
        await task.uploadStream(bytes, {
          name,
          ...onVolume,
          ...(knowsUnfinished && { directory: UNFINISHED_FOLDER }),
          onProgress: (sent) => report.sent(sent),
        });
      },
    });
    if (!archived)
      throw new GenericError(`Buildroot directory is missing: ${missingFolder(root.rootDir, full)}`);
    if (Object.keys(archived.leftOut).length > 0) {
      // It is in the archive too, which is too large to be looked into for that alone.
      await task.upload(order.listFile, { name: order.listName, ...onVolume });
    }
    if (knowsUnfinished)
      await task.hub.call('host.finishFailedTree', {
        task_id: task.id,
        filename: name,
        volume: config.volume ?? null,
      });
    report.end(name, archived);
  } catch (error) {
    if (uploading && !knowsUnfinished) await emptyArchive(task, name, config.volume);
    throw error;
  }
}

function missingFolder(rootDir: string, full: boolean): string {
  return full ? rootDir : join(rootDir, 'builddir');
}

/* Where the root was, for the message alone. */
async function expectedFolder(task: SavingTask, id: number, full: boolean): Promise<string> {
  try {
    const row = await task.hub.call('getBuildroot', { buildrootID: id, strict: true });
    return missingFolder(join(task.settings.mockdir, `${row.tag_name}-${id}-${row.repo_id}`, 'root'), full);
  } catch (error) {
    if (!isFault(error, 'GenericError')) throw error;
    return missingFolder(task.settings.mockdir, full);
  }
}

/* Half an archive must not look like a whole one. The task has failed anyhow if even that cannot be done. */
async function emptyArchive(task: SavingTask, name: string, volume: string | undefined): Promise<void> {
  if (task.signal.aborted) return;
  try {
    await task.uploadStream(nothing(), { name, ...(volume !== undefined && { volume }) });
  } catch (error) {
    task.log.warn(`task ${task.id}: ${name} on the hub is not whole: ${String(error)}`);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {}
