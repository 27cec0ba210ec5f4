import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Adler32 } from '@kojikit/protocol';
import { auth, callNumbers, closeAll, start, withLogin } from '../test/hub-and-client.js';
import { TAKEN, type Seen } from '../test/scripted-hub.js';

afterEach(closeAll);

/** Keeps uploads in memory and answers as Koji's hub does. */
function uploadHub(
  tamper: (seen: Seen) => { hexdigest?: string } | typeof TAKEN | undefined = () => undefined,
) {
  const files = new Map<string, Buffer>();
  const behaviour = withLogin((seen) => {
    if (seen.method === 'checkUpload') {
      const file = files.get(`${String(seen.keywords['path'])}/${String(seen.keywords['name'])}`);
      if (file === undefined) return null;
      return {
        size: file.length,
        mtime: 1.5,
        ...(seen.keywords['verify'] ? { hexdigest: adler(file) } : {}),
      };
    }
    const query = seen.url.searchParams;
    const key = `${query.get('filepath')}/${query.get('filename')}`;
    const offset = Number(query.get('offset'));
    const change = tamper(seen);
    const old = files.get(key) ?? Buffer.alloc(0);
    const size = Math.max(old.length, offset + seen.body.length);
    const file = Buffer.alloc(size);
    old.copy(file);
    seen.body.copy(file, offset);
    files.set(key, file);
    return {
      size: seen.body.length,
      fileverify: 'adler32',
      offset,
      hexdigest: adler(seen.body),
      ...(change as object),
    };
  });
  return { files, behaviour };
}

const adler = (bytes: Uint8Array) => new Adler32().update(bytes).hexDigest();
const sha = (bytes: Uint8Array | undefined) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');

test('a file is uploaded in checked blocks', async () => {
  const { files, behaviour } = uploadHub();
  const { hub, client } = await start(behaviour, { auth, uploadBlockSize: 1000 });
  await client.login();
  const folder = await mkdtemp(join(tmpdir(), 'upload-'));
  const bytes = Buffer.from(Array.from(Array(2500).keys(), (index) => index % 251));
  await writeFile(join(folder, 'a.rpm'), bytes);
  const progress: number[] = [];
  await client.upload(join(folder, 'a.rpm'), 'cli-build/1', undefined, {
    volume: 'DEFAULT',
    onProgress: (done) => progress.push(done),
  });
  await rm(folder, { recursive: true });
  expect(sha(files.get('cli-build/1/a.rpm'))).toBe(sha(bytes));
  expect(progress).toEqual([0, 1000, 2000, 2500]);
  const uploads = hub.seen.filter((seen) => seen.method === 'rawUpload');
  expect(uploads.map((seen) => Object.fromEntries(seen.url.searchParams))).toEqual(
    [0, 1000, 2000].map((offset) => ({
      filename: 'a.rpm',
      filepath: 'cli-build/1',
      fileverify: 'adler32',
      offset: String(offset),
      overwrite: '1',
    })),
  );
  expect(callNumbers(hub.seen)).toEqual([undefined, '0', '1', '2', '3']);
  expect(hub.seen.at(-1)?.keywords).toEqual({ path: 'cli-build/1', name: 'a.rpm' });
});

test('an empty file is uploaded as well', async () => {
  const { files, behaviour } = uploadHub();
  const { client } = await start(behaviour, { auth });
  await client.login();
  await client.upload(Buffer.alloc(0), 'p', 'empty');
  expect(files.get('p/empty')).toHaveLength(0);
});

test('a growing log is written at its offset', async () => {
  const { files, behaviour } = uploadHub();
  const { client } = await start(behaviour, { auth });
  await client.login();
  await client.uploadChunk(Buffer.from('one '), { path: 'tasks/1/1', name: 'log', offset: 0 });
  await client.uploadChunk(Buffer.from('two'), { path: 'tasks/1/1', name: 'log', offset: 4 });
  expect(files.get('tasks/1/1/log')?.toString()).toBe('one two');
});

test('a block that arrives changed fails the upload', async () => {
  const { behaviour } = uploadHub(() => ({ hexdigest: '00000000' }));
  const { client } = await start(behaviour, { auth });
  await client.login();
  await expect(client.upload(Buffer.from('abc'), 'p', 'n')).rejects.toThrow(
    'upload checksum failed: 00000000 != 024d0127',
  );
});

test('a file that lost a block fails the upload', async () => {
  const { files, behaviour } = uploadHub();
  const { client } = await start(
    (seen, response) => {
      if (seen.method === 'checkUpload') files.set('p/n', Buffer.from('a'));
      return behaviour(seen, response);
    },
    { auth },
  );
  await client.login();
  await expect(client.upload(Buffer.from('abc'), 'p', 'n')).rejects.toThrow(
    'Uploaded file is wrong length: p/n, 1 != 3',
  );
});

test('after a retry the checksum of the whole file is compared', async () => {
  const { behaviour } = uploadHub();
  let drop = true;
  const { hub, client } = await start(
    (seen, response) => {
      if (seen.method === 'rawUpload' && drop) {
        drop = false;
        response.destroy();
        return TAKEN;
      }
      return behaviour(seen, response);
    },
    { auth },
  );
  await client.login();
  await client.upload(Buffer.from('abc'), 'p', 'n');
  expect(hub.seen.at(-1)?.keywords).toEqual({ path: 'p', name: 'n', verify: 'adler32' });
});

test('uploads need a session', async () => {
  const { client } = await start(() => null);
  await expect(client.upload(Buffer.from('x'), 'p', 'n')).rejects.toThrow(
    'You must be logged in to upload files',
  );
});

test('a stream is uploaded in whole blocks while it comes into being, however it is cut', async () => {
  const { files, behaviour } = uploadHub();
  const { hub, client } = await start(behaviour, { auth, uploadBlockSize: 1000 });
  await client.login();
  const pieces = [Buffer.alloc(300, 1), Buffer.alloc(0), Buffer.alloc(2500, 2), Buffer.alloc(1, 3)];
  const sent: number[] = [];
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield* pieces;
  }
  await client.upload(stream(), 'tasks/1/1', 'stream', { onProgress: (done) => sent.push(done) });
  expect(sha(files.get('tasks/1/1/stream'))).toBe(sha(Buffer.concat(pieces)));
  expect(sent).toEqual([0, 1000, 2000, 2801]);
  expect(hub.seen.filter(({ method }) => method === 'checkUpload')).toHaveLength(1);
});

test('an empty stream is an empty file', async () => {
  const { files, behaviour } = uploadHub();
  const { client } = await start(behaviour, { auth });
  await client.login();
  async function* nothing(): AsyncGenerator<Uint8Array> {}
  await client.upload(nothing(), 'tasks/1/1', 'nothing');
  expect(files.get('tasks/1/1/nothing')).toEqual(Buffer.alloc(0));
});

test('a stream that fails fails the upload, and nothing is asked about the whole', async () => {
  const { behaviour } = uploadHub();
  const { hub, client } = await start(behaviour, { auth, uploadBlockSize: 10 });
  await client.login();
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(25);
    throw new Error('the disk is broken');
  }
  await expect(client.upload(broken(), 'tasks/1/1', 'half')).rejects.toThrow('the disk is broken');
  expect(hub.seen.filter(({ method }) => method === 'checkUpload')).toEqual([]);
});
