import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommandContext } from '../command.js';
import { downloadFile } from './download-file.js';

const CONTENT = 'a log of some length\n';
const MODIFIED = 'Sat, 07 Sep 2002 00:00:01 GMT';

/** Says how much there is, and ends the connection four bytes later. */
function half(request: IncomingMessage, response: ServerResponse): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(from ? 206 : 200, { 'content-length': CONTENT.length - from });
  if (request.method === 'HEAD') return void response.end();
  response.write(CONTENT.slice(from, from + 4), () => setTimeout(() => response.destroy(), 50));
}

describe('a download', () => {
  let server: Server;
  let url: string;
  let folder: string;
  let lines: string[];
  const context = {
    print: (line = '') => void lines.push(line),
    output: { showBar: (bar: string) => void lines.push(bar) },
    settings: { noSslVerify: false },
    interrupted: new AbortController().signal,
  } as unknown as CommandContext;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/moved') return void response.writeHead(302, { location: '/log' }).end();
      if (request.url === '/half') return void half(request, response);
      if (request.url !== '/log') return void response.writeHead(404).end('no such file');
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      if (from > CONTENT.length) return void response.writeHead(416).end();
      const body = CONTENT.slice(from);
      response.writeHead(from ? 206 : 200, { 'content-length': body.length, 'last-modified': MODIFIED });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'download-'));
    lines = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('leaves nothing of what is not what it should be, however it came', async () => {
    const file = join(folder, 'log');
    const verify = (path: string): Promise<void> =>
      readFileSync(path, 'utf8').startsWith('another')
        ? Promise.resolve()
        : Promise.reject(new Error('not what it should be'));
    const attempt = () => downloadFile(context, `${url}/log`, file, { quiet: true, verify });
    await expect(attempt()).rejects.toThrow('not what it should be');
    expect(readdirSync(folder)).toEqual([]);

    // The beginning of it, as Koji's client leaves it.
    writeFileSync(file, CONTENT.slice(0, 5));
    await expect(attempt()).rejects.toThrow('not what it should be');
    expect(readdirSync(folder)).toEqual([]);

    // All of it is there.
    writeFileSync(file, CONTENT);
    await expect(attempt()).rejects.toThrow('not what it should be');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('looks at what came before it gets its name', async () => {
    const file = join(folder, 'log');
    const seen: boolean[] = [];
    const verify = (path: string): Promise<void> => {
      seen.push(existsSync(file), readFileSync(path, 'utf8') === CONTENT);
      return Promise.resolve();
    };
    await downloadFile(context, `${url}/log`, file, { quiet: true, verify });
    expect(seen).toEqual([false, true]);
    expect(readFileSync(file, 'utf8')).toBe(CONTENT);
  });

  it('keeps content and time of the original and makes folders', async () => {
    const file = join(folder, 'x86_64', 'build.log');
    await downloadFile(context, `${url}/moved`, file, { noprogress: true, place: { number: 1, of: 2 } });
    expect(readFileSync(file, 'utf8')).toBe(CONTENT);
    expect(statSync(file).mtime.getTime()).toBe(Date.parse(MODIFIED));
    expect(lines).toEqual([`Downloading [1/2]: ${file}`]);
  });

  it('fetches only what is missing, and nothing when nothing is', async () => {
    const file = join(folder, 'build.log');
    writeFileSync(file, CONTENT.slice(0, 5));
    await downloadFile(context, `${url}/log`, file, { noprogress: true });
    expect(readFileSync(file, 'utf8')).toBe(CONTENT);
    await downloadFile(context, `${url}/log`, file, { noprogress: true });
    expect(lines).toEqual([
      `Downloading: ${file}`,
      `Appending to existing file ${file}`,
      `Downloading: ${file}`,
      `File ${file} already downloaded, skipping`,
    ]);
  });

  it('has another name until it is whole, and goes on with that after the connection broke', async () => {
    const file = join(folder, 'build.log');
    writeFileSync(file, CONTENT.slice(0, 5));
    await expect(downloadFile(context, `${url}/half`, file, { quiet: true })).rejects.toThrow(
      `${file}: aborted, after 9 bytes`,
    );
    expect(readFileSync(file, 'utf8')).toBe(CONTENT.slice(0, 5));
    await downloadFile(context, `${url}/log`, file, { noprogress: true });
    expect(readFileSync(file, 'utf8')).toBe(CONTENT);
    expect(readdirSync(folder)).toEqual(['build.log']);
    expect(lines.at(-1)).toBe(`Appending to existing file ${file}`);
  });

  it('is ended by Ctrl-C, with no file of that name', async () => {
    const file = join(folder, 'build.log');
    const stop = new AbortController();
    const output = { showBar: () => stop.abort() } as unknown as CommandContext['output'];
    const interrupted = { ...context, output, interrupted: stop.signal };
    await expect(downloadFile(interrupted, `${url}/half`, file)).rejects.toThrow(`${file} is not complete`);
    expect(existsSync(file)).toBe(false);
  });

  it('begins again where the server has nothing behind the part that is there', async () => {
    const file = join(folder, 'build.log');
    writeFileSync(file, 'a file of the same name that is longer');
    await downloadFile(context, `${url}/log`, file, { quiet: true });
    expect(readFileSync(file, 'utf8')).toBe(CONTENT);
  });

  it('leaves no file behind when the server refuses', async () => {
    const file = join(folder, 'nothing.log');
    await expect(downloadFile(context, `${url}/nothing`, file)).rejects.toThrow(
      `404 Client Error: Not Found for url: ${url}/nothing`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('shows a bar that ends full', async () => {
    await downloadFile(context, `${url}/log`, join(folder, 'build.log'));
    expect(lines.at(-2)).toBe(`[${'='.repeat(36)}] 100% 21.00 B / 21.00 B`);
  });
});
