import type { TestHub } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect } from 'vitest';

/** Text of a protonmsg.conf. */
export function conf(
  urls: string,
  sections: Partial<Record<'broker' | 'message' | 'queue' | 'replay' | 'filter', string>> = {},
): string {
  return `
[broker]
urls = ${urls}
topic_prefix = topic://koji
connect_timeout = 2
send_timeout = 2
${sections.broker ?? ''}
[message]
${sections.message ?? ''}
[queue]
enabled = true
max_backoff = 1
${sections.queue ?? ''}
[replay]
${sections.replay ?? ''}
[filter]
${sections.filter ?? ''}
`;
}

export interface QueuedMessage {
  readonly id: number;
  readonly address: string;
  readonly props: Record<string, unknown>;
  readonly body: string;
}

/** What the queue table holds, in order. */
export async function queued({ database }: TestHub): Promise<QueuedMessage[]> {
  const db = database.open();
  try {
    return await db.all<QueuedMessage>(
      sql`SELECT id, address, props, CAST(body AS TEXT) AS body FROM proton_queue ORDER BY id`,
    );
  } finally {
    await db.release();
  }
}

export async function emptyQueue({ database }: TestHub): Promise<void> {
  await database.transaction((db) => db.delete('proton_queue', sql`true`));
}

/** Waits until the check passes; fails with its last error when it does not within ten seconds. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return expect
    .poll(
      async () => {
        await check();
        return true;
      },
      { timeout: 10_000, interval: 10 },
    )
    .toBe(true);
}

/** Waits until the worker has the lock of the queue: a broker that does not answer keeps it there. */
export function isSending({ database }: TestHub): Promise<void> {
  return eventually(async () => {
    const hold = await database.hold('protonmsg-plugin');
    await hold?.release();
    expect(hold).toBeUndefined();
  });
}

/** The lines of `/metrics` that begin so. */
export async function metrics({ hub }: TestHub, start: string): Promise<string[]> {
  const { text } = await hub.metrics();
  return text.split('\n').filter((line) => line.startsWith(start));
}
