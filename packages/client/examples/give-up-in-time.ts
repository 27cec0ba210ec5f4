import { createClient } from '@kojikit/client';

/** Whether a task ends within some seconds. The task goes on, whatever the answer is. */
export async function endsWithin(url: string, task: number, seconds: number): Promise<boolean> {
  const client = createClient({ url });
  const signal = AbortSignal.timeout(seconds * 1000);
  try {
    await client.waitTask(task, { signal });
    return true;
  } catch (error) {
    if (error === signal.reason) return false;
    throw error;
  } finally {
    client.close();
  }
}
