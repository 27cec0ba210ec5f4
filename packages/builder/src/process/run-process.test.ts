import { readdirSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/root-setup.js';
import { capture } from './capture.js';
import { describeExit } from './exit-status.js';
import { ProcessRecords } from './process-records.js';
import { runProcess } from './run-process.js';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('tells how a program ended', async () => {
  expect(await runProcess(['sh', '-c', 'exit 4'])).toEqual({ code: 4, signal: undefined });
  const killed = await runProcess(['sh', '-c', 'kill -9 $$']);
  expect(describeExit(killed, ['mock', '--init'])).toBe('mock --init was killed by signal 9');
  await expect(runProcess(['/no/such/program'])).rejects.toThrow(/ENOENT/);
});

it('ends the whole group when it is stopped, also what ignores SIGTERM', async () => {
  const pidFile = join(await temporaryFolder(), 'pid');
  const controller = new AbortController();
  const script = `trap "" TERM; sh -c 'trap "" TERM; echo $$ > ${pidFile}; sleep 60 & sleep 60; sleep 60' & wait; sleep 60`;
  const run = runProcess(['sh', '-c', script], { signal: controller.signal, grace: 0.3 });
  const outcome = expect(run).rejects.toThrow('enough');
  await expect.poll(() => readFile(pidFile, 'utf8').catch(() => ''), { timeout: 60_000 }).not.toBe('');
  controller.abort(new Error('enough'));
  await outcome;
  const pid = Number(await readFile(pidFile, 'utf8'));
  await expect.poll(() => isAlive(pid), { timeout: 60_000 }).toBe(false);
});

it('leaves nothing of the group behind when the program ends', async () => {
  const { output } = await capture(['sh', '-c', 'sleep 60 >/dev/null 2>&1 & echo $!']);
  await expect.poll(() => isAlive(Number(output)), { timeout: 60_000 }).toBe(false);
});

it('has a program on record from the moment that it starts', async () => {
  const folder = join(await temporaryFolder(), 'processes');
  const run = runProcess(['sleep', '0.1'], { records: new ProcessRecords(folder) });
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\d+$/)]);
  await run;
  expect(readdirSync(folder)).toEqual([]);
});

it('kills what a daemon that is gone has left running, and nothing else', async () => {
  const folder = join(await temporaryFolder(), 'processes');
  const left = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  const stranger = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  const ended = new Promise((done) => left.once('exit', done));
  const [leftPid, strangerPid] = [left.pid ?? 0, stranger.pid ?? 0];
  const records = new ProcessRecords(folder);
  records.add(leftPid);
  await mkdir(folder, { recursive: true });
  // The id of the stranger, as if it had been used again since.
  await writeFile(join(folder, String(strangerPid)), '12 boot');
  expect(await new ProcessRecords(folder).killLeftovers()).toEqual([leftPid]);
  await ended;
  expect(isAlive(strangerPid)).toBe(true);
  expect(await readdir(folder)).toEqual([]);
  stranger.kill();
});

it('kills a program that a daemon had started but not on record yet when it was killed', async () => {
  const records = new ProcessRecords(join(await temporaryFolder(), 'processes'));
  const env = { ...process.env, ...records.mark };
  const left = spawn('sh', ['-c', 'sleep 60; true'], { detached: true, stdio: 'ignore', env });
  const ended = new Promise((done) => left.once('exit', (code, signal) => done(signal)));
  expect(await records.killLeftovers()).toEqual([left.pid]);
  expect(await ended).toBe('SIGKILL');
});
