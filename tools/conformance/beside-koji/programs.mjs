import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set();
process.on('exit', () => {
  for (const { child } of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** Starts a program that goes on until `stop` or `stopAll`; what it prints goes to the file `log`. */
export function start(name, command, { log, env = {}, cwd }) {
  const output = openSync(log, 'a');
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
  });
  const started = { name, child, log, ended: new Promise((resolve) => child.once('exit', resolve)) };
  running.add(started);
  child.once('error', (error) => console.error(`${name}: ${error.message}`));
  child.once('exit', () => running.delete(started));
  return started;
}

/** Ends a program as a service manager does. Returns once it is gone. */
export async function stop(started, patience = 30_000) {
  if (!running.has(started)) return;
  started.child.kill('SIGTERM');
  const killer = setTimeout(() => started.child.kill('SIGKILL'), patience);
  await started.ended;
  clearTimeout(killer);
}

export async function stopAll() {
  await Promise.all([...running].map((started) => stop(started)));
}

/** Runs a program to its end. Returns its status and all that it printed. */
export async function run(command, { env = {}, cwd, input = '' } = {}) {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { status, output };
}

/** Runs a program that has to succeed. */
export async function must(command, options) {
  const { status, output } = await run(command, options);
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${output}`);
  return output;
}

/** Returns what `look` finds, as soon as that is something. */
export async function eventually(what, look, seconds = 60) {
  for (const start = Date.now(); Date.now() - start < seconds * 1000; await sleep(250)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`${what} did not come to be within ${seconds} seconds`);
}
