import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { join } from 'node:path';
import { bundledProgram } from '@kojikit/testing/bundled-program';
import type { HubSetting } from './hub-setting.js';

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Hub processes: one that runs, and one that stands by with its code loaded. */
export class HubPool {
  private running: Child | undefined;
  private standby: Child | undefined;

  private constructor(
    private readonly setting: HubSetting,
    private readonly program: string,
  ) {
    this.standby = prepare(program);
  }

  /** Has the first process stand by. */
  static async open(setting: HubSetting): Promise<HubPool> {
    return new HubPool(setting, await bundledProgram(join(import.meta.dirname, 'hub-process.ts')));
  }

  /** Starts the next process and returns the URL of its API. */
  async start(): Promise<string> {
    const child = (this.standby ??= prepare(this.program));
    this.standby = prepare(this.program);
    this.running = child;
    child.stdin.write(`${JSON.stringify(this.setting)}\n`);
    return new Promise((resolve, reject) => {
      child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
      child.once('exit', (code) => reject(new Error(`the hub process ended with ${code}`)));
    });
  }

  /** kill -9, as a machine that loses its power. */
  async kill(): Promise<void> {
    await end(this.running);
    this.running = undefined;
  }

  async close(): Promise<void> {
    const { standby } = this;
    this.standby = undefined;
    await Promise.all([this.kill(), end(standby)]);
  }
}

function prepare(program: string): Child {
  return spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function end(child: Child | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
