import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { rootHost, rootRequest, temporarySettings } from '../../test/root-setup.js';
import type { BuilderSettings } from '../config/settings.js';
import { capture } from '../process/capture.js';
import { mockConfig } from './mock-config.js';
import { MockBackend } from './mock.js';

/** A program in mock's place that writes down how it was called; `--install bad` fails as dnf does. */
async function withMock(): Promise<{ settings: BuilderSettings; calls: () => Promise<string[]> }> {
  const base = await temporarySettings();
  const mockpath = join(base.workdir, 'mock');
  const script = `#!/bin/sh
for word; do printf '[%s]' "$word"; done >>${base.workdir}/calls; echo >>${base.workdir}/calls
mkdir -p ${base.mockdir}/demo-7-1/root ${base.mockdir}/demo-7-1/result
echo working; case "$*" in *bad*) exit 30;; esac`;
  await writeFile(mockpath, script);
  await chmod(mockpath, 0o755);
  // Root hands mock to another account, which has to reach all this.
  for (const path of [dirname(base.workdir), base.workdir, base.mockdir]) await chmod(path, 0o777);
  const group = (await capture(['id', '-gn', 'nobody'])).output.trim();
  return {
    settings: { ...base, mockpath, mockuser: 'nobody', mockgroup: group },
    calls: async () => (await readFile(join(base.workdir, 'calls'), 'utf8')).trim().split('\n'),
  };
}

it('calls mock as the reference builder does', async () => {
  const { settings, calls } = await withMock();
  const backend = new MockBackend(settings);
  await backend.check();
  const root = await backend.create(rootRequest(), await rootHost(settings));
  expect(await root.init()).toEqual({ code: 0, signal: undefined });
  expect(await root.install(['bad'])).toEqual({ code: 30, signal: undefined });
  await root.run(['/bin/sh', '-c', 'true'], { newChroot: true });
  expect(await calls()).toEqual([
    '[-r][koji/demo-7-1][--init]',
    '[-r][koji/demo-7-1][--chroot][uname -r]',
    '[-r][koji/demo-7-1][--install][bad]',
    '[-r][koji/demo-7-1][--new-chroot][--chroot][--][/bin/sh][-c][true]',
  ]);
});

it('builds packages with the command lines of the reference builder', async () => {
  const { settings, calls } = await withMock();
  const backend = new MockBackend(settings);
  await backend.check();
  const root = await backend.create(rootRequest(), await rootHost(settings));
  await root.init();
  const file = join(settings.workdir, 'tiny-1.0-1.src.rpm');
  await writeFile(file, 'a package');
  expect(await root.rebuildSource(file)).toMatchObject({ code: 1, reason: 'No spec file found' });
  // What rpm unpacks, and what rpmbuild packs of it.
  const top = join(settings.mockdir, 'demo-7-1/root/chroot_tmpdir/srpm_unpacked');
  for (const folder of ['SPECS', 'SRPMS']) await mkdir(join(top, folder), { recursive: true });
  await writeFile(join(top, 'SPECS/tiny.spec'), 'a spec');
  await writeFile(join(top, 'SRPMS/tiny-1.0-1.src.rpm'), 'another package');
  expect(await root.rebuildSource(file)).toEqual({ code: 0, signal: undefined });
  expect((await root.results()).map(({ name }) => name)).toEqual(['tiny-1.0-1.src.rpm']);
  await root.buildPackages(file);
  await root.buildPackages(file, 'noarch');
  await root.buildSource('/chroot_tmpdir/scmroot/tiny/tiny.spec', '/chroot_tmpdir/scmroot/tiny');
  const mock = (words: string): string => `[-r][koji/demo-7-1]${words}`;
  const chroot = '[--no-clean][--target][noarch][--chroot][--]';
  const define = '[--define][_topdir /chroot_tmpdir/srpm_unpacked]';
  const folder = join(settings.mockdir, 'demo-7-1');
  const tree = `${folder}/root/chroot_tmpdir/scmroot/tiny`;
  expect((await calls()).slice(-5)).toEqual([
    mock(`${chroot}[rpm]${define}[-iv][/chroot_tmpdir/srpm/tiny-1.0-1.src.rpm]`),
    mock(`${chroot}[rpmbuild]${define}[-bs][--nodeps][/chroot_tmpdir/srpm_unpacked/SPECS/tiny.spec]`),
    mock(`[--no-clean][--rebuild][${folder}/tiny-1.0-1.src.rpm]`),
    mock(`[--no-clean][--target][noarch][--rebuild][${folder}/tiny-1.0-1.src.rpm]`),
    mock(`[--no-clean][--buildsrpm][--spec][${tree}/tiny.spec][--sources][${tree}][--target][noarch]`),
  ]);
});

it('finds its buildroots by their configuration, clears and removes them', async () => {
  const { settings } = await withMock();
  const backend = new MockBackend(settings);
  await backend.check();
  await backend.create(rootRequest(), await rootHost(settings));
  expect(await backend.list()).toMatchObject([{ buildrootId: 7, name: 'demo-7-1', changed: undefined }]);
  await mkdir(join(settings.mockdir, 'demo-7-1/root/etc'), { recursive: true });
  const [root] = await backend.list();
  if (root) await backend.clear(root);
  expect(await backend.list()).toMatchObject([{ name: 'demo-7-1' }]);
  if (root) await backend.remove(root);
  expect(await backend.list()).toEqual([]);
});

it('writes the configuration of a buildroot as the reference builder does', async () => {
  const settings = await temporarySettings({
    mockdir: '/var/lib/mock',
    topurls: ['http://hub.example.com/kojifiles'],
  });
  const extra = { 'rpm.macro.dist': '.fc30', 'rpm.env.CC': 'gcc', 'mock.package_manager': 'dnf' };
  const request = rootRequest({ config: { id: 3, name: 'demo', arches: 'x86_64', extra } });
  expect(mockConfig(request, settings, '127.0.0.1\tlocalhost\n'))
    .toBe(`# Auto-generated by the Koji build system

# Koji buildroot id: 7
# Koji buildroot name: demo-7-1
# Koji repo id: 1
# Koji tag: demo

config_opts['basedir'] = '/var/lib/mock'
config_opts['chroot_setup_cmd'] = 'install @build'
config_opts['chroothome'] = '/builddir'
config_opts['dnf_warning'] = False
config_opts['package_manager'] = 'dnf'
config_opts['root'] = 'demo-7-1'
config_opts['rpmbuild_networking'] = True
config_opts['rpmbuild_timeout'] = 86400
config_opts['target_arch'] = 'x86_64'
config_opts['use_bootstrap_image'] = False
config_opts['use_host_resolv'] = True
config_opts['yum.conf'] = '[main]\\ncachedir=/var/cache/yum\\ndebuglevel=1\\nlogfile=/var/log/yum.log\\nreposdir=/dev/null\\nretries=20\\nobsoletes=1\\ngpgcheck=0\\nassumeyes=1\\nkeepcache=1\\ninstall_weak_deps=0\\nstrict=1\\n\\n# repos\\n\\n[build]\\nname=build\\nbaseurl=http://hub.example.com/kojifiles/repos/demo/1/x86_64\\n'

config_opts['plugin_conf']['ccache_enable'] = False
config_opts['plugin_conf']['root_cache_enable'] = False
config_opts['plugin_conf']['yum_cache_enable'] = False

config_opts['macros']['%_host'] = 'x86_64-koji-linux-gnu'
config_opts['macros']['%_host_cpu'] = 'x86_64'
config_opts['macros']['%_rpmfilename'] = '%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm'
config_opts['macros']['%_topdir'] = '/builddir/build'
config_opts['macros']['%dist'] = '.fc30'
config_opts['macros']['%distribution'] = 'Koji'
config_opts['macros']['%packager'] = 'Koji'
config_opts['macros']['%vendor'] = 'Koji'

config_opts['environment']['CC'] = 'gcc'

config_opts['files']['etc/hosts'] = '127.0.0.1\\tlocalhost\\n'
`);
});
