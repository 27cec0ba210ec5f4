import { appendFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { createTestHub } from '@kojikit/testing';
import { rawRequest } from './raw-request.js';

async function hubWithFiles(config: Record<string, string> = {}) {
  const hub = await createTestHub({ config });
  const origin = new URL(await hub.listen()).origin;
  const put = async (path: string, text = path) => {
    const file = join(hub.topdir, path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
  };
  const raw = (path: string, options?: Parameters<typeof rawRequest>[2]) => rawRequest(origin, path, options);
  return { hub, origin, put, raw };
}

/** A folder outside of the hub's. */
async function elsewhere(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-elsewhere-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/* As real packages are called; dnf writes the plus as %2B. */
const REAL_NAMES = [
  'libstdc++-13.2.1-1.x86_64.rpm',
  'gcc-c++-13.2.1-1.x86_64.rpm',
  'jansi-2.4.0-7.module+el9.5.0+29736+f35c064b.noarch.rpm',
  'perl-Text-Tabs+Wrap-2021.0726-1.noarch.rpm',
];

describe('files below /kojifiles', () => {
  it('are found by their names however these are encoded', async () => {
    const { put, raw } = await hubWithFiles();
    for (const name of [...REAL_NAMES, 'a~b^c.rpm', 'a b%2Bc.log', 'é€.log', "it's;=,@!$&()*:.log"]) {
      await put(`packages/x/${name}`, name);
      const encoded = encodeURIComponent(name);
      const all = [...Buffer.from(name)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
      for (const spelling of [encoded, all, encodeURI(name), encoded.replaceAll('%2B', '+')]) {
        const answer = await raw(`/kojifiles/packages/x/${spelling}`);
        expect([answer.status, Buffer.from(answer.body, 'latin1').toString()], spelling).toEqual([200, name]);
      }
    }
  });

  it('do not include what lies beside the served folders, however it is asked for', async () => {
    const { put, raw, hub } = await hubWithFiles();
    await put('koji.sqlite', 'secret');
    await put('koji.sqlite-wal', 'secret');
    await put('hub.conf', 'secret');
    await put('packages/.hidden/file', 'secret');
    await put('work/upload/.user', 'secret');
    const spellings = [
      './koji.sqlite',
      './/koji.sqlite',
      './/./koji.sqlite',
      '/koji.sqlite',
      '//koji.sqlite',
      '%2e/koji.sqlite',
      '%2e%2fkoji.sqlite',
      '.%2fkoji.sqlite',
      'koji%2esqlite',
      'koji.sqlit%65',
      '%6boji.sqlite',
      'koji.sqlite/',
      'koji.sqlite/.',
      'koji.sqlite%00',
      'koji.sqlite%00.log',
      'koji.sqlite.',
      'koji.sqlite%20',
      'koji.sqlite;x',
      'koji.sqlite::$DATA',
      'KOJI.SQLITE',
      'x/../koji.sqlite',
      'packages/../koji.sqlite',
      'packages/%2e%2e/koji.sqlite',
      'packages/%2e%2e%2fkoji.sqlite',
      'packages/..%2fkoji.sqlite',
      'packages/..%5ckoji.sqlite',
      'packages\\..\\koji.sqlite',
      'packages/..;/koji.sqlite',
      'packages/..%3b/koji.sqlite',
      'packages/%252e%252e/koji.sqlite',
      'packages/.%252e/koji.sqlite',
      'packages/%c0%ae%c0%ae/koji.sqlite',
      'packages/%uff0e%uff0e/koji.sqlite',
      'packages/%ef%bc%8e%ef%bc%8e/koji.sqlite',
      'packages/...//koji.sqlite',
      'packages//../koji.sqlite',
      '../kojifiles/koji.sqlite',
      'koji.sqlite?x=.log',
      'koji.sqlite#.log',
      'koji.sqlite-wal',
      'hub.conf',
      'packages/.hidden/file',
      'packages/%2ehidden/file',
      'packages/x/../.hidden/file',
      'work/upload/.user',
      '../../../../../../etc/passwd',
      '%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
      '/etc/passwd',
      '%2fetc/passwd',
    ];
    for (const spelling of spellings) {
      for (const target of [
        `/kojifiles/${spelling}`,
        `http://x/kojifiles/${spelling}`,
        `//kojifiles/${spelling}`,
      ]) {
        const answer = await raw(target);
        expect([400, 404], `${target}: ${answer.status}`).toContain(answer.status);
        expect(answer.body, target).not.toContain('secret');
        expect(answer.body, target).not.toContain('root:');
      }
    }
    expect((await raw(`/kojifiles${hub.topdir}/koji.sqlite`)).status).toBe(404);
  });

  it('are decided on when links are resolved: only links to served folders count', async () => {
    const { put, raw, hub } = await hubWithFiles();
    const outside = await elsewhere();
    await writeFile(join(outside, 'secret.log'), 'secret');
    await put('koji.sqlite', 'secret');
    await put('packages/real/file.log', 'public');
    await mkdir(join(hub.topdir, 'repos/t/1/x86_64'), { recursive: true });
    const link = (target: string, path: string) => symlink(target, join(hub.topdir, path));
    await link(outside, 'packages/out');
    await link(join(outside, 'secret.log'), 'packages/out.log');
    await link('../koji.sqlite', 'packages/db.log');
    await link('loop', 'packages/loop');
    await link('1', 'repos/t/latest');
    await link('../../../..', 'repos/t/1/x86_64/toplink');
    for (const path of [
      'packages/out/secret.log',
      'packages/out/',
      'packages/out.log',
      'packages/db.log',
      'packages/loop',
    ]) {
      expect((await raw(`/kojifiles/${path}`)).status, path).toBe(404);
    }
    const top = '/kojifiles/repos/t/latest/x86_64/toplink';
    expect((await raw(`${top}/packages/real/file.log`)).body).toBe('public');
    expect((await raw(`${top}/koji.sqlite`)).status).toBe(404);
    expect((await raw(`${top}/`)).body).not.toContain('sqlite');
    const listing = (await raw('/kojifiles/packages/')).body;
    expect(listing).toContain('>real/<');
    expect(listing).not.toMatch(/out|db\.log|loop/);
  });

  it('may lie on other disks: a served folder or a volume that is a link is served', async () => {
    const { put, raw, hub } = await hubWithFiles();
    const disk = await elsewhere();
    await rename(join(hub.topdir, 'packages'), join(disk, 'bulk'));
    await symlink(join(disk, 'bulk'), join(hub.topdir, 'packages'));
    await put('packages/a/file.log', 'moved');
    await mkdir(join(disk, 'volume/packages/b'), { recursive: true });
    await writeFile(join(disk, 'volume/packages/b/file.log'), 'on a volume');
    await writeFile(join(disk, 'volume/secret.log'), 'secret');
    await mkdir(join(hub.topdir, 'vol'));
    await symlink(join(disk, 'volume'), join(hub.topdir, 'vol/second'));
    await symlink(hub.topdir, join(disk, 'volume/toplink'));
    await symlink('../toplink/packages/a', join(disk, 'volume/packages/a'));
    await symlink('../vol/second/packages/b', join(hub.topdir, 'packages/b'));
    await put('koji.sqlite', 'secret');
    expect((await raw('/kojifiles/packages/a/file.log')).body).toBe('moved');
    expect((await raw('/kojifiles/packages/b/file.log')).status).toBe(404);
    await rm(join(hub.topdir, 'packages/b'));
    await symlink(join(hub.topdir, 'vol/second/packages/b'), join(hub.topdir, 'packages/b'));
    for (const path of ['packages/b/file.log', 'vol/second/packages/b/file.log']) {
      expect((await raw(`/kojifiles/${path}`)).body, path).toBe('on a volume');
    }
    expect((await raw('/kojifiles/vol/second/packages/a/file.log')).body).toBe('moved');
    for (const path of [
      'vol/second/secret.log',
      'vol/second/toplink/koji.sqlite',
      'vol/second/../../koji.sqlite',
    ]) {
      expect((await raw(`/kojifiles/${path}`)).status, path).toBe(404);
    }
    expect((await raw('/kojifiles/vol/')).body).toContain('>second/<');
    expect((await raw('/kojifiles/vol/second/')).body).not.toContain('secret');
  });

  it('can do nothing in a browser', async () => {
    const { put, raw } = await hubWithFiles();
    const headers = async (name: string) => {
      await put(`work/tasks/1/1/${name}`, '<script>alert(1)</script>');
      return (await raw(`/kojifiles/work/tasks/1/1/${encodeURIComponent(name)}`)).headers;
    };
    const types: Record<string, string> = {};
    for (const name of [
      'a.html',
      'a.HTM',
      'a.xhtml',
      'a.svg',
      'a.xml',
      'a.pdf',
      'a.swf',
      'a.unknown',
      'a.html.',
      'a.js',
      'a.css',
      'a.log',
      'pkglist',
      'a.json',
      'a.png',
    ]) {
      const found = await headers(name);
      expect(found['x-content-type-options'], name).toBe('nosniff');
      expect(found['content-security-policy'], name).toBe("default-src 'none'; sandbox");
      types[name] = `${found['content-type']}|${found['content-disposition']?.split(';')[0]}`;
    }
    expect(types).toEqual({
      'a.html': 'text/html; charset=utf-8|attachment',
      'a.HTM': 'text/html; charset=utf-8|attachment',
      'a.xhtml': 'application/xhtml+xml|attachment',
      'a.svg': 'image/svg+xml|attachment',
      'a.xml': 'application/xml|attachment',
      'a.pdf': 'application/pdf|attachment',
      'a.swf': 'application/octet-stream|attachment',
      'a.unknown': 'application/octet-stream|attachment',
      'a.html.': 'application/octet-stream|attachment',
      // Under types of their own, a page could load these two as scripts and styles.
      'a.js': 'text/plain; charset=utf-8|inline',
      'a.css': 'text/plain; charset=utf-8|inline',
      'a.log': 'text/plain; charset=utf-8|inline',
      pkglist: 'text/plain; charset=utf-8|inline',
      'a.json': 'application/json|inline',
      'a.png': 'image/png|inline',
    });
    expect((await headers('ü"\r\nx.rpm'))['content-disposition']).toBe(
      `attachment; filename="____x.rpm"; filename*=UTF-8''%C3%BC%22%0D%0Ax.rpm`,
    );
  });

  it('come in ranges, with HEAD, and only when they have changed', async () => {
    const { put, origin, raw } = await hubWithFiles();
    await put('packages/a.log', '0123456789');
    const url = `${origin}/kojifiles/packages/a.log`;
    const range = await fetch(url, { headers: { range: 'bytes=2-4' } });
    expect([range.status, range.headers.get('content-range'), await range.text()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ]);
    expect(range.headers.get('content-security-policy')).toContain('sandbox');
    expect((await fetch(url, { headers: { range: 'bytes=10-' } })).status).toBe(416);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
    // The fetch of Node asks for a fresh answer when it is given a condition.
    const conditional = async (header: string) =>
      (await raw('/kojifiles/packages/a.log', { headers: [header] })).status;
    const [tag, since] = [head.headers.get('etag') ?? '', head.headers.get('last-modified') ?? ''];
    expect(await conditional(`If-None-Match: ${tag}`)).toBe(304);
    expect(await conditional(`If-Modified-Since: ${since}`)).toBe(304);
    expect(await conditional('If-Match: "other"')).toBe(412);
    await put('packages/empty.log', '');
    expect(await (await fetch(`${origin}/kojifiles/packages/empty.log`)).text()).toBe('');
    const post = await fetch(url, { method: 'POST', body: 'x' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('may grow while they are read', async () => {
    const { put, origin, hub } = await hubWithFiles();
    await put('work/growing.log', 'x'.repeat(3_000_000));
    const response = await fetch(`${origin}/kojifiles/work/growing.log`);
    await appendFile(join(hub.topdir, 'work/growing.log'), 'more');
    expect((await response.text()).length).toBe(3_000_000);
  });

  it('are listed per folder, with names that cannot break the page', async () => {
    const { put, raw } = await hubWithFiles();
    const names = [
      'b.log',
      'a+b.rpm',
      '<script>alert(1)</script>',
      'x:y',
      '"quoted\'',
      'ü?#%',
      'javascript:alert(1)',
    ];
    for (const name of names) if (!name.includes('/')) await put(`packages/p/${name}`, 'text');
    await put('packages/p/<b>/file', '');
    await put('packages/p/.hidden', '');
    const { status, headers, body } = await raw('/kojifiles/packages/p/');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).not.toContain('<script');
    expect(body).not.toContain('<b>');
    expect(body).not.toContain('hidden');
    const links = [...body.matchAll(/href="(\.\/[^"]*)"/g)].map(([, link]) => link!.replaceAll('&#39;', "'"));
    expect(links).toHaveLength(names.length);
    for (const link of links) {
      const address = new URL(link, 'http://h/kojifiles/packages/p/');
      expect(address.protocol).toBe('http:');
      expect((await raw(address.pathname)).status, link).toBe(200);
    }
    expect((await raw('/kojifiles/packages/p/', { method: 'HEAD' })).body).toBe('');
  });

  it('are listed from the top, and addresses without the slash lead to the one with it', async () => {
    const { put, raw } = await hubWithFiles();
    await put('koji.sqlite', 'secret');
    const top = await raw('/kojifiles/');
    expect([...top.body.matchAll(/href="([^"]*)"/g)].map(([, link]) => link)).toEqual([
      './packages/',
      './repos/',
      './scratch/',
      './work/',
    ]);
    const redirects: [string, string][] = [
      ['/kojifiles', '/kojifiles/'],
      ['/kojifiles/packages', '/kojifiles/packages/'],
      ['//kojifiles//packages', '/kojifiles/packages/'],
      ['//evil.example.com/../kojifiles/packages', '/kojifiles/packages/'],
      ['http://evil.example.com/kojifiles/packages', '/kojifiles/packages/'],
    ];
    for (const [from, to] of redirects) {
      const { status, headers } = await raw(from);
      expect([status, headers['location']], from).toEqual([301, to]);
    }
    for (const path of [
      '//evil.example.com',
      '//evil.example.com/',
      '/\\evil.example.com',
      '//evil.example.com/%2e%2e',
    ]) {
      const { status, headers } = await raw(path);
      expect([404, 302, 303], path).toContain(status);
      expect(headers['location'] ?? '/', path).toMatch(/^\/(?![/\\])/);
    }
  });

  it('are listed to the last one in a folder of very many', async () => {
    const { put, origin } = await hubWithFiles();
    await put('work/many/f0.log', '');
    const files = Array.from({ length: 6000 }, (unused, index) => `work/many/f${index}.log`);
    for (let start = 0; start < files.length; start += 500)
      await Promise.all(files.slice(start, start + 500).map((file) => put(file, '')));
    const body = await (await fetch(`${origin}/kojifiles/work/many/`)).text();
    const listed = new Set([...body.matchAll(/href="\.\/(f\d+\.log)"/g)].map(([, name]) => name));
    expect(listed.size).toBe(6000);
    expect(body.trimEnd().endsWith('</html>')).toBe(true);
  });

  it('may be of other folders when ServedFolders says so', async () => {
    const { put, raw } = await hubWithFiles({ ServedFolders: 'packages composes' });
    await put('composes/a.log', 'shown');
    await put('work/a.log', 'not shown');
    expect((await raw('/kojifiles/composes/a.log')).body).toBe('shown');
    expect((await raw('/kojifiles/work/a.log')).status).toBe(404);
    await expect(createTestHub({ config: { ServedFolders: '../etc' } })).rejects.toThrow(
      'ServedFolders has "../etc"',
    );
  });
});

describe('other addresses of the hub', () => {
  it('take calls however the path is spelled', async () => {
    const { raw } = await hubWithFiles();
    const headers = ['Content-Type: text/xml'];
    const body = encodeCall('hello', []).toString();
    for (const path of [
      '//kojihub',
      '/kojihub/',
      '//kojihub//',
      '/kojihub//ssllogin',
      '/./kojihub',
      '/%6bojihub',
      'http://x/kojihub',
    ]) {
      const answer = await raw(path, { method: 'POST', headers, body });
      expect(answer.status, path).toBe(200);
      expect(decodeResponse(answer.body), path).toBe('Hello World');
    }
    for (const path of ['/kojihub/../healthz', '//healthz', '/%68ealthz'])
      expect((await raw(path)).body, path).toBe('ok\n');
    expect((await raw('/kojihubx', { method: 'POST', headers, body })).status).toBe(404);
  });
});
