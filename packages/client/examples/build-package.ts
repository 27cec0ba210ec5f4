import { basename } from 'node:path';
import { createClient, type ClientOptions } from '@kojikit/client';
import { TASK_STATES } from '@kojikit/protocol';

/** Uploads a source RPM, has it built for a target, and waits for the end. Returns the task and the name of its state. */
export async function buildPackage(
  options: ClientOptions,
  srpm: string,
  target: string,
  signal?: AbortSignal,
): Promise<{ task: number; state: string }> {
  const client = createClient(options);
  try {
    await client.login({ signal });
    const folder = `cli-build/${process.pid}.${Date.now()}`;
    await client.upload(srpm, folder, basename(srpm), { signal });
    const task = await client.api.build({ src: `${folder}/${basename(srpm)}`, target });
    const { state } = await client.waitTask(task, { signal });
    return { task, state: nameOf(state) };
  } finally {
    client.close();
  }
}

function nameOf(state: number): string {
  const names = Object.entries(TASK_STATES);
  return names.find(([, number]) => number === state)?.[0] ?? String(state);
}
