import { ActionNotAllowed, GenericError, TASK_STATES } from '@kojikit/protocol';
import { hostOnly, method, optional, read, type Context } from '@kojikit/hub-core/plugin';
import { describeSize } from '../config-values.js';
import { configOf } from './config.js';
import { finishTreeFile, freeSpaceOn, volumeNames } from './tree-files.js';

/** Builders ask it before they upload the archive of a build root. */
export const checkSpace = method('host.checkFailedTreeSpace', {
  params: { task_id: read.integer, size: read.float, volume: optional(read.convertedText) },
  access: hostOnly,
  doc: 'Says by a fault that the hub does not take the archive of a tree of so many bytes: too large, no volume, no space.',
  async handler(ctx, { task_id: taskId, size, volume }) {
    await assertTaskOfHost(ctx, taskId);
    await assertTakes(ctx, size, volume ?? 'DEFAULT');
    return null;
  },
});

/** Builders call it when the archive of a build root has arrived whole; until then it is not among the task's output. */
export const finishTree = method('host.finishFailedTree', {
  params: { task_id: read.integer, filename: read.checkedText, volume: optional(read.convertedText) },
  access: hostOnly,
  doc: 'Puts the archive of a build root, which was uploaded as unfinished, among the output of its task.',
  async handler(ctx, { task_id: taskId, filename, volume: name }) {
    const volume = name ?? 'DEFAULT';
    await assertTaskOfHost(ctx, taskId);
    if (!(await volumeNames(ctx)).includes(volume)) throw new GenericError(`The hub has no volume ${volume}`);
    await finishTreeFile(ctx, taskId, { filename, volume });
    return null;
  },
});

async function assertTaskOfHost(ctx: Context, taskId: number): Promise<void> {
  const task = await ctx.call('getTaskInfo', { task_id: taskId });
  const host = await ctx.session.hostId();
  const isOpen = task?.state === TASK_STATES.OPEN;
  if (isOpen && task.method === 'saveFailedTree' && task.host_id === host) return;
  throw new ActionNotAllowed(`host ${String(host)} does not save a build root in task ${taskId}`);
}

async function assertTakes(ctx: Context, size: number, volume: string): Promise<void> {
  const { max_size: largest, min_free: reserve } = configOf(ctx).limits;
  if (largest > 0 && size > largest) {
    throw new GenericError(
      `The tree is too large to be saved: ${describeSize(size)}, the hub's limit is ${describeSize(largest)} ([limits] max_size)`,
    );
  }
  const volumes = await ctx.call('listVolumes');
  if (!volumes.some(({ name }) => name === volume)) {
    throw new GenericError(
      `The hub has no volume ${volume} to save trees on; there are ${volumes.map(({ name }) => name).join(', ')}`,
    );
  }
  const free = await freeSpaceOn(ctx, volume);
  if (free - size < reserve) {
    throw new GenericError(
      `There is not enough space on the hub to save the tree: it holds ${describeSize(size)}, volume ${volume} has ` +
        `${describeSize(free)} free, of which ${describeSize(reserve)} have to stay so ([limits] min_free)`,
    );
  }
}
