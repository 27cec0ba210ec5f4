import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { RootHost, RootRequest } from '../src/backends/backend.js';
import { defaultSettings } from '../src/config/settings.js';
import type { BuilderSettings } from '../src/config/settings.js';
import { runProcess } from '../src/process/run-process.js';
import type { Log } from '../src/tasks/log.js';

export const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A new temporary folder, removed after the tests of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'builder-'));
  folders.push(folder);
  return folder;
}

/** Settings whose folders are all below a new temporary one. */
export async function temporarySettings(changes: Partial<BuilderSettings> = {}): Promise<BuilderSettings> {
  const folder = await temporaryFolder();
  const settings = {
    ...defaultSettings(),
    topdir: join(folder, 'topdir'),
    topurl: `file://${folder}/topdir`,
    topurls: [`file://${folder}/topdir`],
    workdir: join(folder, 'work'),
    mockdir: join(folder, 'mock'),
    mock_config_dir: join(folder, 'mock-config'),
    ...changes,
  };
  for (const path of [settings.topdir, settings.workdir, settings.mockdir])
    await mkdir(path, { recursive: true });
  return settings;
}

/** A buildroot request for tag `demo`, repo 1. */
export function rootRequest(changes: Partial<RootRequest> = {}): RootRequest {
  return {
    buildrootId: 7,
    name: 'demo-7-1',
    tagName: 'demo',
    arch: 'x86_64',
    targetArch: 'x86_64',
    repo: { id: 1, state: 1, tag_id: 3, tag_name: 'demo', create_event: 5 },
    config: { id: 3, name: 'demo', arches: 'x86_64', extra: {} },
    installGroup: 'build',
    setupDns: true,
    internalDevSetup: undefined,
    ...changes,
  };
}

/** Runs programs as a task does. */
export async function rootHost(settings: BuilderSettings, signal?: AbortSignal): Promise<RootHost> {
  const workDir = await mkdtemp(join(settings.workdir, 'task-'));
  return {
    workDir,
    log: quiet,
    onEnd: () => {},
    async run(command, output, environment, stop) {
      const file = await open(output, 'a');
      try {
        return await runProcess(command, {
          output: file.fd,
          ...(environment && { env: environment }),
          ...(stop && { signal: signal ? AbortSignal.any([signal, stop]) : stop }),
          ...(signal && !stop && { signal }),
        });
      } finally {
        await file.close();
      }
    },
  };
}

/** The text of a file inside a root. */
export async function textOf(
  root: { openFile(path: string): Promise<FileHandle | undefined> },
  path: string,
): Promise<string | undefined> {
  const file = await root.openFile(path);
  try {
    return file && (await readFile(file, 'utf8'));
  } finally {
    await file?.close();
  }
}
