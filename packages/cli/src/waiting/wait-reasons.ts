import { isFault, type TaskWaitReason } from '@kojikit/protocol';
import type { HubSession } from '../session/hub-session.js';

/** Asks hubs of ours why tasks wait. Other hubs do not know the question: they are asked it once. */
export class WaitReasons {
  private known = true;

  constructor(private readonly hub: Pick<HubSession, 'call'>) {}

  /** Whether the hub may know the question. */
  get available(): boolean {
    return this.known;
  }

  /** Why a task does not go on; empty when it does, has ended, or when the hub cannot tell. */
  async of(taskId: number, signal?: AbortSignal): Promise<readonly TaskWaitReason[]> {
    if (!this.known) return [];
    try {
      return await this.hub.call('getTaskWaitReason', { taskID: taskId }, { signal });
    } catch (error) {
      if (!isFault(error, 'GenericError') || !error.message.includes('Invalid method')) throw error;
      this.known = false;
      return [];
    }
  }
}
