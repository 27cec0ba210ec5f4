import { isFault } from '@kojikit/protocol';
import type { HubSession } from '../session/hub-session.js';

/** Names of a task's files with the volumes on which each lies. */
export async function taskOutput(hub: HubSession, taskId: number): Promise<Record<string, string[]>> {
  try {
    return await hub.call('listTaskOutput', { taskID: taskId, all_volumes: true });
  } catch (error) {
    if (!isOldHub(error)) throw error;
  }
  const names = await hub.call('listTaskOutput', { taskID: taskId });
  return Object.fromEntries(names.map((name) => [name, ['DEFAULT']]));
}

/** A part of a task's file; empty behind its end. */
export async function readTaskFile(
  hub: HubSession,
  taskId: number,
  name: string,
  part: { offset: number; size: number; volume?: string },
): Promise<Buffer> {
  return Buffer.from(
    await hub.call('downloadTaskOutput', { taskID: taskId, fileName: name, ...part }),
    'base64',
  );
}

/** A file among a task's output, with what tells whether it has changed. */
export interface TaskOutputStat {
  readonly name: string;
  readonly volume: string;
  /** Undefined where the hub is too old to tell. */
  readonly stamp: string | undefined;
}

/** A task's files on all volumes, each with its size and time in one word. */
export async function taskOutputStats(hub: HubSession, taskId: number): Promise<TaskOutputStat[]> {
  try {
    const found = await hub.call('listTaskOutput', { taskID: taskId, stat: true, all_volumes: true });
    return Object.entries(found).flatMap(([name, volumes]) =>
      Object.entries(volumes).map(([volume, { st_size: size, st_mtime: time }]) => ({
        name,
        volume,
        stamp: `${String(size)} ${String(time)}`,
      })),
    );
  } catch (error) {
    if (!isOldHub(error)) throw error;
  }
  return Object.entries(await taskOutput(hub, taskId)).flatMap(([name, volumes]) =>
    volumes.map((volume) => ({ name, volume, stamp: undefined })),
  );
}

/** Hubs before 1.11 know no volumes here. */
function isOldHub(error: unknown): boolean {
  return isFault(error, 'ParameterError') && error.message.includes('got an unexpected keyword argument');
}
