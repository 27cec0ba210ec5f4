import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKSUM_TYPES, type Archive, type Build } from '@kojikit/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BuildDownloadContext } from '../builds/build-download.js';
import { downloadArchive } from './download-archive.js';

const CONTENT = 'an archive\n';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the download of an archive', () => {
  let server: Server;
  let topurl: string;
  let folder: string;
  const asked: string[] = [];
  const before = process.cwd();
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'content-length': CONTENT.length });
      response.end(request.method === 'HEAD' ? undefined : CONTENT);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    topurl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/files/`;
  });
  afterAll(() => void server.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'koji-archive-'));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  const context = {
    print: () => undefined,
    warn: () => undefined,
    settings: { noSslVerify: false },
    interrupted: new AbortController().signal,
  } as unknown as BuildDownloadContext;
  // Casts: only these members count here.
  const build = { name: 'lib', version: '1', release: '2', volume_name: 'big' } as Partial<Build> as Build;
  const download = (members: Partial<Archive>): Promise<void> => {
    const archive: Partial<Archive> = {
      filename: 'a file#1.zip',
      btype: 'win',
      relpath: 'bin/x',
      size: CONTENT.length,
      checksum_type: CHECKSUM_TYPES.sha256,
      checksum: sha256(CONTENT),
      ...members,
    };
    return downloadArchive(context, build, archive as Archive, { topurl, quiet: true });
  };

  it('puts it where it lies in its build, whatever its name holds', async () => {
    await download({});
    expect(readFileSync('bin/x/a file#1.zip', 'utf8')).toBe(CONTENT);
    expect(asked.at(-1)).toBe('/files/vol/big/packages/lib/1/2/win/bin/x/a%20file%231.zip');
  });

  it.each([
    [{ size: 5 }, 'size does not match db size, deleting'],
    [{ checksum: sha256('another') }, "doesn't match checksum, deleting"],
    [{ checksum_type: 99 }, 'Unknown checksum type: 99'],
  ])('leaves nothing of one that is not what the hub knows: %j', async (members, reason) => {
    await expect(download(members)).rejects.toThrow(reason);
    expect(existsSync('bin/x/a file#1.zip')).toBe(false);
    expect(existsSync('bin/x/.a file#1.zip.part')).toBe(false);
  });

  it('never leaves the current folder', async () => {
    asked.length = 0;
    await expect(download({ relpath: '../..' })).rejects.toThrow('Invalid file name: ../../a file#1.zip');
    await expect(download({ btype: 'image', filename: '/etc/passwd' })).rejects.toThrow('Invalid file name');
    expect(asked).toEqual([]);
  });
});
