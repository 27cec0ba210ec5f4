import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PathInfo } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { addOutput } from './upload.js';
import { visitedHub } from './visit.js';

async function withFile(name: string, content: string | Uint8Array) {
  const visited = await visitedHub();
  const { id } = await visited.hub.rows.task();
  await addOutput(visited.hub.topdir, id, name, content);
  return { ...visited, id };
}

describe('getfile', () => {
  it('answers a file, or the part that offset and size name', async () => {
    const { get, id } = await withFile('build.log', '0123456789');
    const text = async (more: string) => (await get(`getfile?taskID=${id}&name=build.log${more}`)).text();
    expect(await text('')).toBe('0123456789');
    expect(await text('&offset=-4')).toBe('6789');
    expect(await text('&offset=2&size=3')).toBe('234');
    expect(await text('&offset=50')).toBe('');
    expect(await text('&offset=-50&size=-1&volume=DEFAULT')).toBe('0123456789');
  });

  it('answers ranges', async () => {
    const { get, id } = await withFile('tree.tar.gz', '0123456789');
    const range = (bytes: string) =>
      get(`getfile?taskID=${id}&name=tree.tar.gz`, { range: `bytes=${bytes}` });
    const middle = await range('2-4');
    expect([middle.status, middle.headers.get('content-range'), await middle.text()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ]);
    expect(await (await range('-3')).text()).toBe('789');
    expect(await (await range('8-')).text()).toBe('89');
    expect((await range('10-')).status).toBe(416);
  });

  it('sends large files whole', async () => {
    const content = Buffer.alloc(2_500_000, 'abcdefg');
    const { get, id } = await withFile('big.bin', content);
    const response = await get(`getfile?taskID=${id}&name=big.bin`);
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
  });

  it('shows logs as text and gives everything else to keep, under its name', async () => {
    const { get, id, hub } = await withFile('build.log', '<script>alert(1)</script>');
    await addOutput(hub.topdir, id, 'page.html', '<script>alert(1)</script>');
    await addOutput(hub.topdir, id, 'zwölf "x".rpm', 'x');
    const headers = async (name: string) =>
      (await get(`getfile?taskID=${id}&name=${encodeURIComponent(name)}`)).headers;
    expect((await headers('build.log')).get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await headers('page.html')).get('content-disposition')).toBe('attachment; filename="page.html"');
    expect((await headers('page.html')).get('content-security-policy')).toContain('sandbox');
    expect((await headers('zwölf "x".rpm')).get('content-disposition')).toContain(
      "filename*=UTF-8''zw%C3%B6lf%20%22x%22.rpm",
    );
  });

  it('gives nothing outside of the folder of the task', async () => {
    const { get, id, hub } = await withFile('build.log', 'x');
    await writeFile(join(hub.topdir, 'secret'), 'secret');
    const paths = new PathInfo(hub.topdir);
    await symlink(join(hub.topdir, 'secret'), join(paths.work(), paths.taskRelative(id), 'link.log'));
    for (const name of [
      '../../../../secret',
      '/etc/passwd',
      'link.log',
      'nothing.log',
      '..',
      '.',
      'a\0b',
      '__proto__',
    ]) {
      const response = await get(`getfile?taskID=${id}&name=${encodeURIComponent(name)}`);
      expect(await response.text(), name).not.toMatch(/^secret$/);
      expect([400, 404], name).toContain(response.status);
    }
    expect((await get(`getfile?taskID=${id}&name=build.log&volume=none`)).status).toBe(404);
  });
});

describe('the lines of a log', () => {
  it('are the last ones, or those around the line that is asked for, each with an address', async () => {
    const lines = [...Array(5000).keys()].map((line) => `line <${line + 1}>\n`).join('');
    const { get, id } = await withFile('build.log', lines);
    const last = await (await get(`watchlogs?taskID=${id}`)).text();
    expect(last).toContain('id="L5000"');
    expect(last.replace(/<[^>]*>/g, '')).toContain('Lines 4001 to 5000 of 5000');
    const middle = await (await get(`watchlogs?taskID=${id}&log=build.log&line=1234`)).text();
    expect(middle).toContain('class="line telling" id="L1234"');
    expect(middle).toContain('line &lt;1234&gt;');
    expect((await get(`watchlogs?taskID=${id}&log=none.log`)).status).toBe(404);
    const told = async (line: string) =>
      [
        ...(await (await get(`watchlogs?taskID=${id}&line=${line}`)).text()).matchAll(
          /telling" id="L(\d+)"/g,
        ),
      ].map(([, number]) => Number(number));
    expect(await told('7-9')).toEqual([7, 8, 9]);
    expect(await told('9-7')).toEqual([7, 8, 9]);
    expect(await told('4999-999999999')).toEqual([4999, 5000]);
    expect((await get(`watchlogs?taskID=${id}&line=7-x`)).status).toBe(400);
  });

  it('keep carriage returns, colours and foreign bytes from the page', async () => {
    const text = Buffer.concat([
      Buffer.from('10%\r50%\r100%\r\n\u001b[1;31mred\u001b[0m plain\u001b]0;title\u0007\nzero \0 byte\n'),
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.from('<script>alert(1)</script>\n'),
    ]);
    const { get, id } = await withFile('build.log', text);
    const page = await (await get(`watchlogs?taskID=${id}`)).text();
    expect(page).toContain('</a> 100%');
    expect(page).not.toContain('50%');
    expect(page).toMatch(/class="bold ansi-red"\s*>red<\/i\s*> plain/);
    for (const bad of ['\0', '\u001b', '<script>alert']) expect(page).not.toContain(bad);
  });
});

describe('watchlogs of several tasks', () => {
  it('has the logs of all of them at hand, those of the first one shown', async () => {
    const { get, hub } = await visitedHub();
    const [first, second] = [await hub.rows.task(), await hub.rows.task()];
    const below = await hub.rows.task({ parent: second.id, arch: 'aarch64' });
    await addOutput(hub.topdir, first.id, 'root.log', 'of the first\n');
    await addOutput(hub.topdir, second.id, 'root.log', 'of the second\n');
    await addOutput(hub.topdir, below.id, 'build.log', 'of the one below\n');
    const both = `watchlogs?taskID=${first.id}&taskID=${second.id}`;
    const page = await (await get(`${both}&taskID=${first.id}`)).text();
    expect(page).toContain('of the first');
    expect(page).not.toContain('of the second');
    for (const [log, others] of [
      [first, second],
      [second, first],
    ] as const) {
      expect(page).toContain(`watchlogs?taskID=${log.id}&amp;taskID=${others.id}&amp;log=root.log"`);
      expect(page).toContain(`taskinfo?taskID=${log.id}"`);
    }
    expect(page).toContain(
      `watchlogs?taskID=${below.id}&amp;taskID=${first.id}&amp;taskID=${second.id}&amp;log=build.log`,
    );
    expect(page).toContain(`build.log (${below.id}, aarch64)`);
    const other = await (await get(`watchlogs?taskID=${second.id}&taskID=${first.id}&log=root.log`)).text();
    expect(other).toContain('of the second');

    const empty = await hub.rows.task();
    expect(await (await get(`watchlogs?taskID=${empty.id}&taskID=${first.id}`)).text()).toContain(
      'of the first',
    );
    const missing = await get(`${both}&taskID=999`);
    expect([missing.status, await missing.text()]).toEqual([404, expect.stringContaining('no task 999')]);
    expect((await get(`${both}&taskID=x`)).status).toBe(400);
    const many = [...Array(51).keys()].map((id) => `taskID=${id + 1}`).join('&');
    expect((await get(`watchlogs?${many}`)).status).toBe(400);
  });
});
