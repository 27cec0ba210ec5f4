import { execFileSync } from 'node:child_process';
import { createReadStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { describeNeeding } from '@kojikit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareSecrets, PLANT, SECRETS } from './secrets.js';
import { describeTree, differences } from './compare-trees.js';
import { ARCH, Site } from './site.js';
import { makeTinyRepo, missingTools } from './tiny-repo.js';

const missing = process.getuid?.() === 0 ? missingTools() : ['root'];

/** With and without slashes, by Koji's way with a star in front, and through a link to a folder. */
const CONFIG = '[filters]\npaths = /etc/*.secret tmp/named_secret */opt/*/token /linked-work/hidden*\n';

describeNeeding(
  missing.length > 0 ? `this needs ${missing.join(', ')}` : undefined,
  'a build root made of packages, with a task that fails in it',
  () => {
    let folder: string;
    let site: Site;
    let task: number;
    let buildroot: number;
    /** The root as it is, made past the code under test. */
    let reference: Map<string, string>;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'real-root-'));
      site = await Site.start({ repo: makeTinyRepo(folder, ARCH), builderConfig: CONFIG });
      ({ task, buildroot } = await site.failingTask(PLANT));
      expect(await site.ended(task)).toMatch(/exited with status 3/);
      const mock = join(site.folder, 'mock', `demo-${buildroot}-1`);
      execFileSync('mknod', [join(mock, 'root/builddir/zero'), 'c', '1', '5']);
      const { base } = JSON.parse(readFileSync(join(mock, 'buildroot.json'), 'utf8')) as { base: string };
      const whole = join(folder, 'whole');
      mkdirSync(whole);
      mkdirSync(join(folder, 'mount'));
      const script = 'mount -t overlay -o "lowerdir=$1" overlay "$2" && cp -a "$2/." "$3"';
      const places = [`${mock}/root:${base}`, join(folder, 'mount'), whole];
      execFileSync('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', ...places]);
      reference = describeTree(whole);
    }, 180_000);

    afterAll(async () => {
      await site?.close();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    });

    /** Saves with the command line, downloads, and unpacks with GNU tar. */
    async function saveAndUnpack(
      ...options: string[]
    ): Promise<{ tree: string; list: string; archive: string }> {
      const run = await site.koji('save-failed-tree', ...options, String(task));
      expect(run).toMatchObject({ code: 0, stderr: '' });
      const id = /^Created task (\d+) for buildroot (\d+)$/m.exec(run.stdout);
      expect(Number(id?.[2])).toBe(buildroot);
      expect(run.stdout).toContain(`Task info: http://hub.example.com/koji/taskinfo?taskID=${id![1]}\n`);
      expect(run.stdout).toMatch(/saveFailedTree \(noarch\) completed successfully/);
      const saving = Number(id![1]);
      const url = `${site.url.replace('/kojihub', '/kojifiles')}/work/tasks/${saving % 10000}/${saving}/broot-${buildroot}.tar.gz`;
      const answer = await fetch(url);
      expect(answer.status).toBe(200);
      const archive = join(folder, `download-${saving}.tar.gz`);
      writeFileSync(archive, Buffer.from(await answer.arrayBuffer()));
      const tree = join(folder, `unpacked-${saving}`);
      mkdirSync(tree);
      execFileSync('tar', ['xpzf', archive, '-C', tree], { env: { ...process.env, LC_ALL: 'C' } });
      return {
        tree: join(tree, site.folder.slice(1), 'mock', `demo-${buildroot}-1`, 'root'),
        list: readFileSync(join(tree, `broot-${buildroot}-left-out.txt`), 'latin1'),
        archive,
      };
    }

    it('is saved whole but for its secrets, file by file', async () => {
      const { tree, list, archive } = await saveAndUnpack('--full');
      const lost = differences(reference, describeTree(tree));
      expect(compareSecrets(lost)).toEqual({ stillThere: [], lostToo: [] });
      expect(SECRETS.length).toBeGreaterThanOrEqual(20);
      expect(await secretsIn(archive)).toEqual([]);
      expect(list).toContain('filtered:keytabs\t/etc/krb5.keytab\n');
      expect(list).toContain('filtered:keytabs\t/builddir/notes.txt\t/etc/krb5.keytab\n');
      expect(list).toContain('filtered:kerberos-caches\t/tmp/krb5cc_\\377\n');
      expect(list).not.toContain('SECRET');
      // Hard links that are not secret are still links of each other.
      const linked = (kind: Map<string, string>) =>
        [...kind.values()].filter((what) => what.endsWith(' linked')).length;
      expect(linked(describeTree(tree))).toBe(1);
    });

    it('is saved without --full as its builddir, secrets again left out', async () => {
      const { tree, archive } = await saveAndUnpack();
      const wanted = new Map([...reference].filter(([path]) => path.startsWith('/builddir')));
      expect(compareSecrets(differences(wanted, describeTree(tree)), '/builddir')).toEqual({
        stillThere: [],
        lostToo: [],
      });
      expect(await secretsIn(archive)).toEqual([]);
    });

    it('is read by Python as well, name by name', async () => {
      const { tree, archive } = await saveAndUnpack('--full');
      const script =
        'import sys, tarfile\nfor m in tarfile.open(sys.argv[1], errors="surrogateescape"): sys.stdout.buffer.write(m.name.encode("utf-8", "surrogateescape") + b"\\0")';
      const names = execFileSync('python3', ['-c', script, archive], { maxBuffer: 1 << 26 }).toString(
        'latin1',
      );
      const prefix = `${site.folder.slice(1)}/mock/demo-${buildroot}-1/root`;
      const seen = names.split('\0').filter((name) => name.startsWith(`${prefix}/`));
      const unpacked = [...describeTree(tree).keys()].map((path) => prefix + path);
      expect(seen.sort()).toEqual(unpacked.sort());
    });
  },
);

/** The marks of secrets in the bytes of an archive, after decompression. */
async function secretsIn(archive: string): Promise<string[]> {
  const found: string[] = [];
  let rest = '';
  for await (const piece of createReadStream(archive).pipe(createGunzip()) as AsyncIterable<Buffer>) {
    const text = rest + piece.toString('latin1');
    found.push(...(text.match(/SECRET-\d+/g) ?? []));
    rest = text.slice(-20);
  }
  return found;
}
