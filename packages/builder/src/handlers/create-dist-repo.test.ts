import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { REPO_STATES, decodeResponse, isKojiFault } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { runTestTask } from '../../test/run-test-task.js';
import { temporaryFolder, temporarySettings } from '../../test/root-setup.js';
import { stubSession } from '../../test/session-stub.js';
import type { BuilderSettings } from '../config/settings.js';
import { createDistRepoWith } from './create-dist-repo.js';

const REPO = { id: 9, state: REPO_STATES.INIT, tag_id: 3, tag_name: 'dist', create_event: 5, dist: true };

interface Given {
  readonly options?: object;
  /** What the hub answers, by method. */
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly settings?: Partial<BuilderSettings>;
  /** Whether the host sees the hub's files. Default: yes. */
  readonly seesFiles?: boolean;
}

/** Runs the task on a host without createrepo_c. Gives the text of its fault, and the names of what it uploaded. */
async function createDistRepo({ options = {}, answers, settings: changes, seesFiles = true }: Given) {
  const settings = await temporarySettings(changes);
  if (seesFiles)
    await mkdir(join(settings.topdir, 'repos-dist/dist/9/x86_64/Packages/t'), { recursive: true });
  const uploads = await temporaryFolder();
  const session = stubSession({ repoInfo: REPO, listTaggedRPMS: [[], []], ...answers }, uploads);
  const task = createDistRepoWith(() => Promise.resolve(undefined));
  await runTestTask(task, ['dist', 9, 'x86_64', [], options], settings, session).ended;
  const entries = await readdir(uploads, { recursive: true, withFileTypes: true });
  const failed = session.calls.find(({ method }) => method === 'host.failTask');
  return {
    uploaded: entries.filter((entry) => entry.isFile()).map(({ name }) => name),
    refused: session.calls.some(({ method }) => method === 'host.refuseTask'),
    fault: failed && textOf(failed.params['response']),
  };
}

function textOf(response: unknown): string {
  try {
    decodeResponse(String(response));
  } catch (error) {
    if (isKojiFault(error)) return error.message;
  }
  throw new Error('no fault');
}

it('writes the metadata by itself where createrepo_c is not installed', async () => {
  const { fault, uploaded } = await createDistRepo({});
  expect(fault).toBeUndefined();
  expect(uploaded).toEqual(
    expect.arrayContaining([
      ...['createrepo.log', 'repo_manifest', 'kojipkgs', 'pkglist', 'repomd.xml', 'EMPTY_REPO'],
    ]),
  );
});

it('says which option needs createrepo_c', async () => {
  const fault = async (options: object, settings = {}) => (await createDistRepo({ options, settings })).fault;
  expect(await fault({ zck: true })).toBe('createrepo_c is not installed, which --zck needs');
  expect(await fault({ delta: [9] })).toBe('createrepo_c is not installed, which --delta-rpms needs');
  expect(await fault({ zck: true }, { use_createrepo_c: false })).toBe("createrepo doesn't support zchunks");
});

it('refuses drafts and repos that are no longer being made', async () => {
  const draft = {
    id: 1,
    draft: true,
    nvr: 'tool-1-1,draft_1',
    name: 'tool',
    version: '1',
    release: '1,draft_1',
  };
  const drafts = await createDistRepo({ answers: { listTaggedRPMS: [[], [draft]] } });
  expect(drafts.fault).toBe('Draft build: tool-1-1,draft_1 is not allowed');
  const ready = await createDistRepo({ answers: { repoInfo: { ...REPO, state: REPO_STATES.READY } } });
  expect(ready.fault).toBe('Repo 9 not in INIT state (got 1)');
});

it("is left to another host where the hub's files cannot be seen", async () => {
  expect(await createDistRepo({ seesFiles: false })).toMatchObject({ refused: true, uploaded: [] });
});
