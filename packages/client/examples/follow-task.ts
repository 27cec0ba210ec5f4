import { createClient } from '@kojikit/client';

/** Tells of each state that a task comes into, and at its end what files it has left, with their sizes in bytes. */
export async function followTask(
  url: string,
  task: number,
  tell: (line: string) => void,
): Promise<Record<string, number>> {
  const client = createClient({ url });
  try {
    await client.waitTask(task, { onState: ({ method, state }) => tell(`${method} is in state ${state}`) });
    const files = await client.api.listTaskOutput({ taskID: task });
    const sizes: Record<string, number> = {};
    for (const name of files) {
      sizes[name] = 0;
      for await (const piece of client.readTaskOutput(task, name)) sizes[name] += piece.length;
    }
    return sizes;
  } finally {
    client.close();
  }
}
