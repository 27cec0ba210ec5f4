import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { runKoji } from '../../src/main.js';
import type { CommandResult } from './compare-step.js';
import { FileServer } from './file-server.js';
import type { CommandStep, Recording } from './recording.js';

const LOG_PREFIX = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ (?=\[[A-Z]+\] )/gm;
/** Files that the recorded runs work on; they lie beside the hub's recorded conversations. */
const FIXTURES = join(
  dirname(createRequire(import.meta.url).resolve('@kojikit/hub-core/package.json')),
  'fixtures',
  'conformance',
);

/** A folder to run commands in, with a configuration and a server for the hub's files. */
export class Workplace {
  private readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'koji-replay-')));
  private readonly home = join(this.folder, 'home');
  private readonly config = join(this.folder, 'koji.conf');
  readonly cwd = join(this.folder, 'cwd');

  private constructor(
    private readonly hubUrl: string,
    private readonly files: FileServer,
    private readonly served: string,
    recording: Recording,
  ) {
    for (const path of [this.cwd, this.home]) mkdirSync(path);
    put(recording.served ?? {}, join(served, 'kojifiles'));
    const lines = [
      '[koji]',
      `server = ${hubUrl}`,
      'weburl = http://web.example.com/koji',
      `topurl = ${this.topurl}`,
      `topdir = ${join(this.cwd, 'top')}`,
      'poll_interval = 0',
      'max_retries = 2',
      'retry_interval = 1',
      'anon_retry = no',
      recording.client_config ?? '',
    ];
    writeFileSync(this.config, lines.join('\n'));
  }

  static async open(hubUrl: string, recording: Recording): Promise<Workplace> {
    const served = realpathSync(mkdtempSync(join(tmpdir(), 'koji-served-')));
    return new Workplace(hubUrl, await FileServer.start(served), served, recording);
  }

  get topurl(): string {
    return `${this.files.url}/kojifiles`;
  }

  /** Runs one command line in this process, with an environment of its own. */
  async run(step: CommandStep, argv: readonly string[], password: string): Promise<CommandResult> {
    put(step.files ?? {}, this.cwd);
    const before = step.collect ? this.listing() : undefined;
    const auth =
      step.as === null
        ? ['--noauth']
        : ['--authtype=password', `--user=${step.as}`, `--password=${password}`];
    let stdout = Buffer.alloc(0);
    let stderr = '';
    const restore = this.enter();
    let exit: number;
    try {
      exit = await runKoji({
        argv: ['-c', this.config, ...(step.bare ? [] : auth), ...argv],
        program: 'koji',
        pluginStart: import.meta.dirname,
        output: {
          write: (data) => void (stdout = Buffer.concat([stdout, Buffer.from(data as Uint8Array)])),
          writeError: (text) => void (stderr += text),
          color: false,
          terminal: false,
          progress: false,
          columns: 78,
        },
      });
    } finally {
      restore();
    }
    const text = this.normal(stdout.toString());
    const after = before && this.listing();
    return {
      exit,
      stdout: linesOf(text),
      stderr: linesOf(errorPart(this.normal(stderr))),
      openEnd: text !== '' && !text.endsWith('\n'),
      ...(before && after && this.changes(before, after)),
    };
  }

  async close(): Promise<void> {
    await this.files.close();
    for (const folder of [this.folder, this.served]) rmSync(folder, { recursive: true, force: true });
  }

  private enter(): () => void {
    const [cwd, env] = [process.cwd(), { ...process.env }];
    process.chdir(this.cwd);
    Object.assign(process.env, { TZ: 'UTC', LANG: 'C.UTF-8', COLUMNS: '80', HOME: this.home, NO_COLOR: '1' });
    return () => {
      process.chdir(cwd);
      for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
      Object.assign(process.env, env);
    };
  }

  private normal(text: string): string {
    for (const [value, mark] of [
      [this.topurl, '{topurl}'],
      [this.hubUrl, '{hub}'],
      [this.config, '{config}'],
      [this.cwd, '{cwd}'],
      [this.home, '{home}'],
    ] as const) {
      text = text.replaceAll(value, mark);
    }
    return text.replace(LOG_PREFIX, '');
  }

  private listing(): Map<string, Buffer> {
    const files = readdirSync(this.cwd, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return new Map(
      files
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(this.cwd, path), readFileSync(path)]),
    );
  }

  private changes(before: Map<string, Buffer>, after: Map<string, Buffer>) {
    const wrote: Record<string, string[] | number> = {};
    for (const [name, data] of after) {
      if (before.get(name)?.equals(data)) continue;
      const text = data.toString();
      wrote[name] = Buffer.from(text).equals(data) ? linesOf(this.normal(text)) : data.length;
    }
    return { wrote, removed: [...before.keys()].filter((name) => !after.has(name)).sort() };
  }
}

function put(files: NonNullable<CommandStep['files']>, folder: string): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (content === null) rmSync(path, { force: true });
    else if (typeof content === 'object') copyFileSync(join(FIXTURES, content.fixture), path);
    else {
      writeFileSync(path, content);
      if (`/${name}`.includes('/top/')) utimesSync(path, 1_000_000_000, 1_000_000_000);
    }
    if (content !== null) statSync(path);
  }
}

/** Of a usage error only the message counts. */
function errorPart(text: string): string {
  const message = text.split(/^\S+: error: /m);
  return message.length > 1 ? `koji: error: ${message.at(-1)}` : text;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
