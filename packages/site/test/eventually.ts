import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds. Throws after a minute, saying what was waited for. */
export async function eventually(condition: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 150_000; Date.now() < end; await sleep(100)) if (await condition()) return;
  throw new Error(`not within minutes: ${what}`);
}
