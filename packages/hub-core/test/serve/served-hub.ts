import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type Agent, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { bundledProgram } from '@kojikit/testing/bundled-program';
import { createHub, loadHubConfig, type DatabaseConnection } from '../../src/index.js';

const PROGRAM = await bundledProgram(join(import.meta.dirname, '../../src/bin.ts'));

/* Methods by which a test sees and moves the processes that answer. Without the file it does not load. */
const PLUGIN = `
import { readFileSync } from 'node:fs';
readFileSync(new URL('./sound', import.meta.url));
const common = { params: [], access: () => {}, doc: '', requestOnly: false, retryable: false };
export default {
  name: 'probe',
  methods: [
    { ...common, name: 'pid', handler: () => process.pid },
    { ...common, name: 'wait', handler: (ctx) => ctx.signals.wait(['never'], 3600, ctx.request.signal) },
    { ...common, name: 'hang', handler: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) },
  ],
};
`;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/** A folder with a hub.conf, and the programs that are started with it. All of them end with the test. */
export class ServedHub {
  private constructor(readonly folder: string) {}

  /**
   * @param plugin the source of the plugin `probe`.
   * @param options further lines of hub.conf.
   */
  static async prepare(
    connection: DatabaseConnection,
    plugin = PLUGIN,
    options: readonly string[] = [],
  ): Promise<ServedHub> {
    const folder = await mkdtemp(join(tmpdir(), 'kojikit-serve-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, 'koji/work'), { recursive: true });
    await writeFile(join(folder, 'probe.mjs'), plugin);
    const hub = new ServedHub(folder);
    hub.setSound(true);
    writeFileSync(join(folder, 'koji/work/long.bin'), '');
    truncateSync(join(folder, 'koji/work/long.bin'), 80_000_000);
    const database = connection.kind === 'sqlite' ? `sqlite:${connection.path}` : connection.url!;
    await writeFile(
      hub.config,
      [
        '[hub]',
        `KojiDir = ${folder}/koji`,
        `DBConnectionString = ${database}`,
        'LogLevel = ERROR',
        `PluginPath = ${folder}`,
        'Plugins = probe',
        ...options,
        '',
      ].join('\n'),
    );
    const { config } = loadHubConfig({ file: hub.config });
    await (await createHub({ config, schema: 'apply' })).close();
    return hub;
  }

  get config(): string {
    return join(this.folder, 'hub.conf');
  }

  /** Whether a hub that starts from now on can load its plugin. */
  setSound(sound: boolean): void {
    if (sound) writeFileSync(join(this.folder, 'sound'), '');
    else rmSync(join(this.folder, 'sound'));
  }

  serve(...args: string[]): Program {
    return this.run('serve', ...args);
  }

  /** Starts `koji-hub` with other arguments, or in another environment. */
  run(...args: string[]): Program {
    const program = new Program(spawn(process.execPath, [PROGRAM, '-c', this.config, ...args]));
    onTestFinished(() => program.kill('SIGKILL'));
    return program;
  }
}

/** A hub that runs. */
export class Program {
  /** Where it answers; rejects when it ends before. */
  readonly url: Promise<string>;
  readonly ended: Promise<Ended>;
  private output = '';
  private errors = '';

  constructor(private readonly child: ChildProcess) {
    child.stderr!.on('data', (data: Buffer) => (this.errors += data.toString()));
    this.ended = new Promise((resolve) =>
      child.once('close', (code, signal) =>
        resolve({ code, signal, output: this.output, errors: this.errors }),
      ),
    );
    this.url = new Promise((resolve, reject) => {
      child.stdout!.on('data', (data: Buffer) => {
        this.output += data.toString();
        const found = /answers at (\S+)\/kojihub\n/.exec(this.output);
        if (found) resolve(found[1]!);
      });
      void this.ended.then(({ errors }) => reject(new Error(`the hub has ended: ${errors}`)));
    });
    this.url.catch(() => undefined);
  }

  get pid(): number {
    return this.child.pid!;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** Sends a request on a connection of its own, unless there is an agent; resolves with the first of the answer. */
export function send(url: string, body?: string, agent?: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { method: body === undefined ? 'GET' : 'POST', agent: agent ?? false }, resolve)
      .once('error', reject)
      .end(body);
  });
}

export async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of response as AsyncIterable<Buffer>) text += piece.toString();
  return text;
}

export async function call<T>(origin: string, method: string, agent?: Agent): Promise<T> {
  return decodeResponse(await textOf(await send(`${origin}/kojihub`, encodeCall(method, []), agent))) as T;
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
