import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describeNeeding } from '@kojikit/testing';
import { beforeAll, expect, it } from 'vitest';
import { readableSite, type ReadableSite } from './readable-site.js';

const W3M = '/usr/bin/w3m';
const COLUMNS = 100;

describeNeeding(existsSync(W3M) ? undefined : 'there is no w3m in /usr/bin', 'in a text browser', () => {
  let site: ReadableSite;
  beforeAll(async () => {
    site = await readableSite();
  });

  /** The lines of a page; runs of blanks are one. */
  async function dumped(address: string): Promise<string> {
    const options = ['-dump', '-cols', String(COLUMNS), new URL(address, site.pages).href];
    const { stdout } = await promisify(execFile)(W3M, options);
    return stdout.replace(/ +/g, ' ').replace(/ $/gm, '');
  }

  /** Expects lines, or beginnings of them, one below the other. */
  function expectInOrder(text: string, ...expected: readonly string[]): void {
    let from = 0;
    for (const line of expected) {
      const at = `\n${text}`.indexOf(`\n${line}`, from);
      expect(at, `${line}\nbelow the others in:\n${text}`).toBeGreaterThanOrEqual(0);
      from = at + 1;
    }
  }

  it('a failed task says what failed, where, the failing line among its neighbours, and the tree', async () => {
    expectInOrder(
      await dumped(site.task),
      'Skip to the content',
      'failed Task 2: build (f40-candidate, /rpms/tinylib.git:',
      'For kojiadmin on builder-7.example.com, arch noarch, waited 0 s, worked',
      'What failed first\n',
      '4 buildArch (tinylib-1.1-1.src.rpm, aarch64), arch aarch64, on builder-7.example.com.\n',
      'BuildError: error building package (arch aarch64), see build.log\n',
      'build.log, line 205\n',
      'In %build. The command, in line 204: gcc -std=gnu17 -O2 -g',
      '203 + cc -c part-199.c\n204 + gcc -std=gnu17 -O2 -g',
      "205 parse.c:1204:17: error: implicit declaration of function 'tiny_parse'; did you mean 'tiny_parts'?\n",
      '208 error: Bad exit status from /var/tmp/rpm-tmp.2 (%build)\n',
      'Saved trees\n',
      'f40-build-7-12 broot-7.tar.gz 1.2 GB 3 min ago kojiadmin all of it\n',
      'Tasks below\n',
      'closed 3 buildArch (tinylib-1.1-1.src.rpm, x86_64) x86_64 builder-7.example.com 0 s',
      'failed 4 buildArch (tinylib-1.1-1.src.rpm, aarch64) aarch64 builder-7.example.com 0 s',
      'Output\n',
      '4 buildArch (tinylib-1.1-1.src.rpm, aarch64): 2 files\n',
      'build.log 4.3 kB lines tail\n',
      'Request\n',
      'target\n f40-candidate\n',
      'Details\n',
      'Created\n 2026-01-02 03:04:05 UTC',
    );
  });

  it('a build says what it is, its tags, its RPMs though they are folded, its logs and its source', async () => {
    expectInOrder(
      await dumped(site.build),
      'complete Build tinylib-1.0-1\n',
      'tinylib, of kojiadmin, done 2026-01-02 03:04:05 UTC',
      'A tiny library fixture\n',
      'Tags\n',
      'f40-build ',
      'RPMs\n',
      '33 RPMs, signed: aaaa1111 all.\n',
      'src: 1 RPM\n',
      'tinylib-1.0-1.src 7.4 kB aaaa1111 download\n',
      's390x: 8 RPMs\n',
      'tinylib-devel-1.0-1.s390x 7.4 kB aaaa1111 download\n',
      'Archives\n',
      'disk.img jar 12 B download\n',
      'Logs\n',
      'aarch64 build.log hw_info.log root.log\n',
      'Where it comes from\n',
      'Source\n git+https://git.example.com/rpms/tinylib.git#',
      '1 x86_64 RPMs builder-7.example.com f40-build, repo 1 1',
      'Files\n /kojifiles/packages/tinylib/1.0/1/\n',
      'Changelog\n',
      '* 2021-03-03 Example Dev',
    );
  });

  it('a tag says what it holds, what it inherits from as a tree, and its repos', async () => {
    expectInOrder(
      await dumped(site.tag),
      'Tag f40-build\n',
      'Arches\n x86_64 aarch64 ppc64le s390x\n',
      'Packages\n 4, with those that are blocked 4\n',
      'Targets from it\n f40-candidate\n',
      'Newest repo\n 1, made ',
      'Inherits from\n',
      'f40-build\n',
      ' • f40-override priority 0\n • f40-updates priority 1\n □ f40-base priority 0\n',
      'External repos\n',
      ' • f40-everything priority 5, koji\n',
      'Extra settings\n',
      'mock.package_manager\n "dnf5"\n',
    );
  });
});
