import { appendFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { quiet, temporaryFolder } from '../../test/root-setup.js';
import { LiveLogs } from './live-logs.js';
import type { LiveLogsOptions } from './live-logs.js';
import { fileSource, folderFinder } from './log-source.js';

interface Sent {
  readonly name: string;
  readonly offset: number;
  readonly text: string;
}

function recorder(): { logs: LiveLogs; sent: Sent[]; send: LiveLogsOptions['send'] } {
  const sent: Sent[] = [];
  const send: LiveLogsOptions['send'] = (data, offset, { name }) => {
    sent.push({ name, offset, text: Buffer.from(data).toString() });
    return Promise.resolve();
  };
  return { logs: new LiveLogs({ path: 'tasks/1/1', log: quiet, send }), sent, send };
}

it('sends what a log has grown by, at its offset', async () => {
  const folder = await temporaryFolder();
  const { logs, sent } = recorder();
  logs.follow(folderFinder(folder));
  await logs.sync();
  await writeFile(join(folder, 'a.log'), 'one\n');
  await logs.sync();
  await appendFile(join(folder, 'a.log'), 'two\n');
  await logs.sync();
  await logs.sync();
  expect(sent).toEqual([
    { name: 'a.log', offset: 0, text: 'one\n' },
    { name: 'a.log', offset: 4, text: 'two\n' },
  ]);
});

it('begins again when a log was truncated', async () => {
  const path = join(await temporaryFolder(), 'a.log');
  const { logs, sent } = recorder();
  logs.follow(() => Promise.resolve([fileSource(path, 'a.log')]));
  await writeFile(path, 'long text\n');
  await logs.sync();
  await writeFile(path, 'new\n');
  await logs.sync();
  expect(sent.at(-1)).toEqual({ name: 'a.log', offset: 0, text: 'new\n' });
});

it('sends while the work goes on, and the rest at its end', async () => {
  const path = join(await temporaryFolder(), 'a.log');
  const { logs, sent } = recorder();
  logs.follow(() => Promise.resolve([fileSource(path, 'a.log')]));
  const work = async (): Promise<string> => {
    await writeFile(path, 'early\n');
    await expect.poll(() => sent.length, { timeout: 60_000 }).toBe(1);
    await appendFile(path, 'late\n');
    return 'done';
  };
  expect(await logs.during(work())).toBe('done');
  expect(sent.map(({ text }) => text)).toEqual(['early\n', 'late\n']);
});

it('notes when each piece of a log came, if it is told to', async () => {
  const folder = await temporaryFolder();
  const { sent, send } = recorder();
  const logs = new LiveLogs({ path: 'tasks/1/1', log: quiet, timestampDir: folder, send });
  logs.follow(() => Promise.resolve([fileSource(join(folder, 'a.log'), 'a.log')]));
  await writeFile(join(folder, 'a.log'), 'one\n');
  await logs.sync();
  await logs.sync();
  expect(sent.map(({ name }) => name)).toEqual(['a.log', 'a.log-ts.log']);
  expect(sent[1]?.text).toMatch(/^\d{10} 4\n$/);
});

it('does not read through links', async () => {
  const folder = await temporaryFolder();
  const { symlink } = await import('node:fs/promises');
  await symlink('/etc/passwd', join(folder, 'a.log'));
  const { logs, sent } = recorder();
  logs.follow(folderFinder(folder));
  await logs.sync();
  expect(sent).toEqual([]);
});

it('stops reading a log when there is nobody left to send to', async () => {
  const path = join(await temporaryFolder(), 'a.log');
  await writeFile(path, '');
  await truncate(path, 100 * 2 ** 30);
  const stop = new AbortController();
  let pieces = 0;
  const logs = new LiveLogs({
    path: 'tasks/1/1',
    log: quiet,
    signal: stop.signal,
    send: () => {
      if (++pieces === 3) stop.abort();
      return Promise.resolve();
    },
  });
  logs.follow(() => Promise.resolve([fileSource(path, 'a.log')]));
  await logs.sync();
  expect(pieces).toBe(3);
});

it('sends no more of a log that is too large, and says so once', async () => {
  const path = join(await temporaryFolder(), 'a.log');
  await writeFile(path, 'ok\n');
  const { sent, send } = recorder();
  const warnings: string[] = [];
  const log = { ...quiet, warn: (message: string) => void warnings.push(message) };
  const logs = new LiveLogs({ path: 'tasks/1/1', log, largest: 2 ** 20, send });
  logs.follow(() => Promise.resolve([fileSource(path, 'a.log')]));
  await logs.sync();
  await truncate(path, 100 * 2 ** 30);
  await logs.sync();
  await logs.sync();
  expect(sent.map(({ text }) => text)).toEqual(['ok\n']);
  expect(warnings).toEqual([
    'tasks/1/1/a.log is 102400 MB: no more of it is sent, the limit is 1 MB (max_upload)',
  ]);
});

it('sends a line that never ends in pieces of bounded size', async () => {
  const path = join(await temporaryFolder(), 'a.log');
  const { logs, sent } = recorder();
  logs.follow(() => Promise.resolve([fileSource(path, 'a.log')]));
  await writeFile(path, 'x'.repeat(5_000_000));
  await logs.sync();
  expect(Math.max(...sent.map(({ text }) => text.length))).toBe(65_536);
  expect(sent.reduce((sum, { text }) => sum + text.length, 0)).toBe(5_000_000);
});
