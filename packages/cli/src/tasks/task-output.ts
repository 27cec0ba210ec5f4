import { isFault } from '@kojikit/protocol';
import type { HubSession } from '../session/hub-session.js';

/** Names of a task's files with the volumes on which each lies. */
export async function taskOutput(hub: HubSession, taskId: number): Promise<Record<string, string[]>> {
  try {
    return await hub.call<Record<string, string[]>>('listTaskOutput', [taskId], { all_volumes: true });
  } catch (error) {
    // Hubs before 1.11 know no volumes here.
    const old =
      isFault(error, 'ParameterError') && error.message.includes('got an unexpected keyword argument');
    if (!old) throw error;
  }
  const names = await hub.call<string[]>('listTaskOutput', [taskId]);
  return Object.fromEntries(names.map((name) => [name, ['DEFAULT']]));
}

/** A part of a task's file; empty behind its end. */
export async function readTaskFile(
  hub: HubSession,
  taskId: number,
  name: string,
  part: { offset: number; size: number; volume?: string },
): Promise<Buffer> {
  return Buffer.from(await hub.call<string>('downloadTaskOutput', [taskId, name], { ...part }), 'base64');
}
