import { double, GenericError, isFault } from '@kojikit/protocol';
import type { Task } from '@kojikit/builder/plugin';
import { describeSize } from '../config-values.js';

/** Refuses a tree that is larger than the builder's configuration allows. Throws GenericError with both sizes. */
export function assertSize(bytes: number, maxSize: number): void {
  if (maxSize === 0 || bytes <= maxSize) return;
  throw new GenericError(
    `The tree is too large to be saved: ${describeSize(bytes)}, the builder's limit is ${describeSize(maxSize)} ([limits] max_size)`,
  );
}

/**
 * Asks the hub whether it takes a tree of this size. What the archive will need is not known before, so it is counted as
 * if nothing could be compressed. Returns whether there was anybody to ask: hubs of Koji have not our part of the plugin.
 */
export async function assertSpace(
  task: Pick<Task, 'hub' | 'id'>,
  bytes: number,
  volume: string | undefined,
): Promise<boolean> {
  try {
    await task.hub.call('host.checkFailedTreeSpace', {
      task_id: task.id,
      size: double(bytes),
      volume: volume ?? null,
    });
    return true;
  } catch (error) {
    if (isFault(error, 'GenericError') && error.message.includes('Invalid method')) return false;
    throw error;
  }
}
