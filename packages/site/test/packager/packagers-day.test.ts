import { copyFile, mkdir, readFile, readdir, readlink, mkdtemp, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BUILD_STATES, TASK_STATES } from '@kojikit/protocol';
import { describeNeeding, SigningKey } from '@kojikit/testing';
import { eventually } from '../eventually.js';
import { makeSourcePackage, specText } from './build-root-packages.js';
import { PackagerSite } from './packager-site.js';
import { missingPrograms, runProgram } from './run-program.js';

/* One day of a packager on a real site, in order: what one test makes, later ones use. */
describeNeeding(
  await missingPrograms('rpmbuild', 'rpmsign', 'createrepo_c', 'dnf', 'git', 'gpg', 'cheetah3'),
  'a day of a packager',
  () => {
    let here: PackagerSite;
    let sideTag: string;
    let key: SigningKey;
    beforeAll(async () => {
      here = await PackagerSite.start();
    }, 180_000);
    afterAll(async () => {
      await key?.close();
      await here?.close();
    });

    const source = (spec: Parameters<typeof makeSourcePackage>[1]) => makeSourcePackage(here.folder, spec);
    const lastTask = async (method: string) => {
      const [task] = await here.client.call('listTasks', {
        opts: { method },
        queryOpts: { order: '-id', limit: 1 },
      });
      if (task === undefined) throw new Error(`there is no task ${method}`);
      return task;
    };
    const openTasks = () =>
      here.client.call('listTasks', {
        opts: { state: [TASK_STATES.FREE, TASK_STATES.OPEN, TASK_STATES.ASSIGNED] },
      });
    it('builds a source package into a side tag, and dnf installs it from the repo that comes out', async () => {
      await here.must(
        'add-pkg',
        '--owner',
        'admin',
        'demo',
        'hello',
        'greeter',
        'from-git',
        'archful',
        'broken',
      );
      sideTag = (await here.must('add-sidetag', '--wait', 'demo-build')).split('\n')[0] ?? '';
      expect(sideTag).toMatch(/^demo-build-side-\d+$/);

      const built = await here.must('build', '--wait', sideTag, await source({ name: 'hello' }));
      expect(built).toContain('completed successfully');
      expect(await here.must('list-tagged', '--quiet', sideTag)).toMatch(/^hello-1\.0-1 +demo-build-side/);

      await here.must('wait-repo', '--request', '--build=hello-1.0-1', sideTag);
      const installed = await install(here, `repos/${sideTag}/latest/${here.arch}`, 'hello');
      expect(installed).toBe('hello of hello\n');
    }, 240_000);

    it('keeps the logs, the source package and the buildroot of a build', async () => {
      const folder = join(here.site.folder.topdir, 'packages/hello/1.0/1');
      expect((await readdir(join(folder, 'data/logs/noarch'))).sort()).toEqual(
        expect.arrayContaining(['build.log', 'mock_output.log', 'root.log', 'state.log']),
      );
      expect(await readdir(join(folder, 'src'))).toEqual(['hello-1.0-1.src.rpm']);
      const info = await here.must('buildinfo', 'hello-1.0-1');
      expect(info).toContain('State: COMPLETE');
      expect(info).toContain('hello-1.0-1.noarch.rpm');
      const rpm = await here.must('rpminfo', '--buildroots', 'hello-1.0-1.noarch');
      expect(rpm).toContain('hello-1.0-1');
    });

    it('builds from a git repository, and records the commit', async () => {
      const { url, commit } = await gitRepository(here, { name: 'from-git' });
      await here.must('build', '--wait', sideTag, url);
      const build = await here.client.call('getBuild', { buildInfo: 'from-git-1.0-1', strict: true });
      expect(build).toMatchObject({ state: BUILD_STATES.COMPLETE });
      expect(build?.source).toContain(commit);
    }, 180_000);

    it('wraps the file of an image build in a package that lists it', async () => {
      await here.must('add-pkg', '--owner', 'admin', 'demo', 'appliance', 'appliance-wrapper');
      const kind = ['--type', 'image', '--type-info', here.arch];
      for (const version of ['1.0', '2.0']) {
        const image = join(here.folder, `appliance-${version}.qcow2`);
        await writeFile(image, 'an image');
        await here.must('import-archive', '--create-build', ...kind, `appliance-${version}-1`, image);
      }

      const { url } = await gitRepository(here, { name: 'wrapper' }, TEMPLATE);
      await here.must('wrapper-rpm', '--wait', 'demo', 'appliance-1.0-1', url);
      const rpms = await here.client.call('listBuildRPMs', { build: 'appliance-1.0-1' });
      expect(rpms.map(({ nvr, arch }) => `${nvr}.${arch}`).sort()).toEqual([
        'appliance-wrapper-1.0-1.noarch',
        'appliance-wrapper-1.0-1.src',
      ]);
      const rpm = 'packages/appliance/1.0/1/noarch/appliance-wrapper-1.0-1.noarch.rpm';
      const files = await runProgram('rpm', ['-qpl', join(here.site.folder.topdir, rpm)]);
      expect(files).toContain('/usr/share/images/appliance-1.0.qcow2\n');
      const again = await here.koji('wrapper-rpm', '--wait', 'demo', 'appliance-1.0-1', url);
      expect(again.errors).toContain('wrapper rpms for appliance-1.0-1 have already been built');

      await here.must('wrapper-rpm', '--wait', '--create-build', 'demo', 'appliance-2.0-1', url);
      const tagged = await here.must('list-tagged', '--quiet', 'demo', 'appliance-wrapper');
      expect(tagged).toContain('appliance-wrapper-2.0-1');
    }, 240_000);

    it('builds a chain in which the second package needs the first', async () => {
      const first = await gitRepository(here, { name: 'hello', version: '2.0' });
      const second = await gitRepository(here, { name: 'greeter', buildRequires: ['hello >= 2.0'] });
      await here.must('chain-build', '--wait', sideTag, first.url, ':', second.url);
      const tagged = await here.must('list-tagged', '--quiet', '--latest', sideTag);
      expect(tagged).toContain('hello-2.0-1');
      expect(tagged).toContain('greeter-1.0-1');
    }, 300_000);

    it('builds a package of the machine with a noarch one beside', async () => {
      await here.must(
        'build',
        '--wait',
        'demo',
        await source({ name: 'archful', arch: true, debuginfo: true }),
      );
      const rpms = await here.client.call('listBuildRPMs', { build: 'archful-1.0-1' });
      expect(rpms.map(({ arch }) => arch).sort()).toEqual(['src', here.arch, here.arch].sort());
    }, 180_000);

    it('makes a scratch build, which leaves files and no build', async () => {
      await here.must('build', '--wait', '--scratch', 'demo', await source({ name: 'scratchy' }));
      const task = await lastTask('build');
      const folder = join(here.site.folder.topdir, 'scratch/admin', `task_${task.id}`);
      expect(await readdir(folder)).toEqual(expect.arrayContaining(['scratchy-1.0-1.noarch.rpm', 'logs']));
      expect(await here.client.call('getBuild', { buildInfo: 'scratchy-1.0-1' })).toBeNull();
    }, 180_000);

    it('makes a draft and promotes it', async () => {
      await here.must('build', '--wait', '--draft', 'demo', await source({ name: 'hello', version: '3.0' }));
      const [draft] = await here.client.call('listBuilds', { draft: true });
      expect(draft?.nvr).toMatch(/^hello-3\.0-1,draft_\d+$/);
      await here.must('promote-build', draft?.nvr ?? '');
      expect(await here.client.call('getBuild', { buildInfo: 'hello-3.0-1' })).toMatchObject({
        draft: false,
        id: draft?.build_id,
      });
      expect(await readdir(join(here.site.folder.topdir, 'packages/hello/3.0/1/noarch'))).toEqual([
        'hello-3.0-1.noarch.rpm',
      ]);
    }, 180_000);

    it('keeps the signature of a real key, and writes the very package that was signed', async () => {
      key = await SigningKey.create(here.folder);
      const signed = await signedCopy(here, key, 'hello-3.0-1.noarch');
      await here.must('import-sig', signed);
      expect(await here.must('rpminfo', 'hello-3.0-1.noarch')).toContain('hello-3.0-1.noarch');
      await here.must('write-signed-rpm', key.id, 'hello-3.0-1.noarch');
      const written = join(
        here.site.folder.topdir,
        'packages/hello/3.0/1/data/signed',
        key.id,
        'noarch/hello-3.0-1.noarch.rpm',
      );
      expect((await readFile(written)).equals(await readFile(signed))).toBe(true);
    });

    it('publishes signed packages alone, and dnf installs them with their signatures checked', async () => {
      await here.must('add-tag', '--arches', here.arch, 'release');
      await here.must('add-pkg', '--owner', 'admin', 'release', 'hello', 'archful');
      await here.must('tag-build', '--wait', 'release', 'hello-3.0-1', 'archful-1.0-1');

      expect((await here.koji('dist-repo', '--wait', 'release', key.id)).code).toBe(1);
      const refused = await here.log((await lastTask('createdistrepo')).id, 'missing_signatures.log');
      expect(refused).toContain(`archful-1.0-1.${here.arch}: ['']`);
      expect(refused).not.toContain('hello');

      await here.must('dist-repo', '--wait', '--skip-missing-signatures', 'release', key.id);
      const repo = `repos-dist/release/latest/${here.arch}`;
      expect(await install(here, repo, 'hello', key)).toBe('hello of hello\n');
      await expect(install(here, repo, 'archful', key)).rejects.toThrow('Unable to find a match: archful');
    }, 240_000);

    it('publishes packages without a signature only when told to, and debuginfo apart', async () => {
      await here.must(
        'dist-repo',
        '--wait',
        '--allow-missing-signatures',
        '--split-debuginfo',
        'release',
        key.id,
      );
      const { topdir } = here.site.folder;
      const latest = join(
        topdir,
        'repos-dist/release',
        await readlink(join(topdir, 'repos-dist/release/latest')),
      );
      expect((await readdir(latest)).sort()).toEqual(['repo.json', here.arch].sort());
      expect((await readdir(join(latest, here.arch))).sort()).toEqual(
        ['Packages', 'debug', 'kojipkgs', 'pkglist', 'repodata'].sort(),
      );
      const debug = await readFile(join(latest, here.arch, 'debug/pkglist'), 'utf8');
      expect(debug).toBe(`../Packages/a/archful-debuginfo-1.0-1.${here.arch}.rpm\n`);
      const repo = `repos-dist/release/latest/${here.arch}`;
      expect(await install(here, repo, 'archful')).toBe('hello of archful\n');
      await expect(install(here, repo, 'archful', key)).rejects.toThrow(/not signed|GPG check FAILED/);
      await expect(install(here, repo, 'archful-debuginfo')).rejects.toThrow(
        'Unable to find a match: archful-debuginfo',
      );
    }, 240_000);

    it('says which check failed, and keeps the root of it for who asks, under the settings as they come', async () => {
      const failed = await here.koji(
        'build',
        '--wait',
        'demo',
        await source({ name: 'broken', check: 'echo no good; exit 7' }),
      );
      expect(failed.code).toBe(1);
      const task = await lastTask('buildArch');
      expect(task.state).toBe(TASK_STATES.FAILED);
      expect(await here.log(task.id, 'build.log')).toContain('no good');
      expect(await here.client.call('getBuild', { buildInfo: 'broken-1.0-1' })).toMatchObject({
        state: BUILD_STATES.FAILED,
      });
      const saved = await here.must('save-failed-tree', String(task.id));
      expect(saved).toContain('completed successfully');
      const tree = await treeOf(here, (await lastTask('saveFailedTree')).id);
      expect(tree).toContain('broken.spec');
    }, 240_000);

    it('names the requirement that nothing provides', async () => {
      const failed = await here.koji(
        'build',
        '--wait',
        'demo',
        await source({ name: 'broken', version: '2.0', buildRequires: ['no-such-thing'] }),
      );
      expect(failed.code).toBe(1);
      expect(await here.log((await lastTask('buildArch')).id, 'root.log')).toContain('no-such-thing');
    }, 240_000);

    it('builds what failed before, once it is mended', async () => {
      await here.must('build', '--wait', 'demo', await source({ name: 'broken' }));
      expect(await here.client.call('getBuild', { buildInfo: 'broken-1.0-1' })).toMatchObject({
        state: BUILD_STATES.COMPLETE,
      });
    }, 240_000);

    it('ends a cancelled build in the middle, with all of its tasks', async () => {
      const path = await source({ name: 'broken', version: '3.0', build: 'echo at work; sleep 600' });
      const watched = here.start('build', '--wait', 'demo', path);
      await atWork(here);
      const build = await lastTask('build');
      await here.must('cancel', String(build.id));
      expect((await watched.ended).code).toBe(1);
      expect(await here.client.call('getBuild', { buildInfo: 'broken-3.0-1' })).toMatchObject({
        state: BUILD_STATES.CANCELED,
      });
      await eventually(async () => (await openTasks()).length === 0, 'no task is open');
    }, 240_000);

    it('has no task open at the end of the day', async () => {
      await eventually(async () => (await openTasks()).length === 0, 'no task is open');
    }, 180_000);
  },
);

/*
 * Installs a package from a repo of the site into an empty root, and returns the file that it brings. With a key, dnf
 * checks that the package is signed with it.
 */
async function install(here: PackagerSite, repo: string, name: string, key?: SigningKey): Promise<string> {
  const root = await mkdtemp(join(here.folder, 'installed-'));
  const keyFile = join(root, 'signer.asc');
  if (key) await writeFile(keyFile, await key.publicKey());
  await runProgram('dnf', [
    ...['-y', '-q', `--installroot=${root}`, '--releasever=1', '--setopt=reposdir=/dev/null'],
    ...[`--setopt=cachedir=${root}/var/cache/dnf`, `--repofrompath=built,${here.site.url}/kojifiles/${repo}`],
    ...(key ? ['--setopt=built.gpgcheck=1', `--setopt=built.gpgkey=file://${keyFile}`] : ['--nogpgcheck']),
    ...['--repo=built', 'install', name],
  ]);
  return readFile(join(root, `usr/share/${name}/hello`), 'utf8');
}

const TEMPLATE = `Name: $name-wrapper
Version: $version
Release: $release
Summary: The images of $name
License: MIT
BuildArch: noarch
#for $number, $file in enumerate($all_artifacts)
Source$number: $file
#end for
%description
The images of build $image_info.build_id.
%install
mkdir -p %{buildroot}/usr/share/images
#for $file in $artifacts['.qcow2']
cp %{_sourcedir}/$file %{buildroot}/usr/share/images/
#end for
%files
/usr/share/images
`;

/* @param template Text of a template of a spec file, in place of a spec file. */
async function gitRepository(
  here: PackagerSite,
  spec: Parameters<typeof specText>[0],
  template?: string,
): Promise<{ url: string; commit: string }> {
  const name = `${spec.name}-${spec.version ?? '1.0'}`;
  const path = join(here.folder, 'work', name);
  await mkdir(path, { recursive: true });
  const file = join(path, `${spec.name}.spec`);
  await (template === undefined ? writeFile(file, specText(spec)) : writeFile(`${file}.tmpl`, template));
  const git = (...args: string[]) =>
    runProgram('git', ['-c', 'user.name=Packager', '-c', 'user.email=packager@example.com', ...args], {
      cwd: path,
    });
  await git('init', '-q', '-b', 'main');
  await git('add', '.');
  await git('commit', '-q', '-m', 'First version');
  const commit = (await git('rev-parse', 'HEAD')).trim();
  const bare = join(here.folder, 'external/git', `${name}.git`);
  await git('clone', '-q', '--bare', path, bare);
  await git('-C', bare, 'update-server-info');
  return { url: `git+http://${here.served}/git/${name}.git#${commit}`, commit };
}

/* A copy of an RPM of a build, signed. */
async function signedCopy(here: PackagerSite, key: SigningKey, nvra: string): Promise<string> {
  const [name = '', version = '', rest = ''] = nvra.split('-');
  const [release = '', arch = ''] = rest.split('.');
  const folder = join(here.folder, 'signed');
  await mkdir(folder, { recursive: true });
  const copy = join(folder, `${nvra}.rpm`);
  await copyFile(
    join(here.site.folder.topdir, 'packages', name, version, release, arch, `${nvra}.rpm`),
    copy,
  );
  await key.sign(copy);
  return copy;
}

/* The names of the files in the tree that a task has saved. */
async function treeOf(here: PackagerSite, task: number): Promise<string> {
  const folder = join(here.site.folder.topdir, 'work/tasks', String(task % 10000), String(task));
  const archive = (await readdir(folder)).find((name) => name.startsWith('broot-'));
  if (archive === undefined) throw new Error(`nothing was saved: ${basename(folder)}`);
  return runProgram('tar', ['-tzf', join(folder, archive)]);
}

async function atWork(here: PackagerSite): Promise<void> {
  await eventually(async () => {
    const [task] = await here.client.call('listTasks', {
      opts: { method: 'buildArch', state: [TASK_STATES.OPEN] },
    });
    return task !== undefined && (await here.log(task.id, 'build.log').catch(() => '')).includes('at work');
  }, 'the build is at work');
}
