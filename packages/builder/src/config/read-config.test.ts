import { parseIni } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { interpretConfig, readConfig } from './read-config.js';

const read = (text: string, overrides = {}) => interpretConfig(parseIni(text, 'kojid.conf'), overrides);
const NEEDED = 'server = http://hub/kojihub\ntopurl = http://hub/kojifiles\n';

it('has Koji’s defaults', () => {
  const { settings, plugins } = read(`[kojid]\n${NEEDED}`);
  expect(settings).toMatchObject({
    sleeptime: 15,
    maxjobs: 10,
    minspace: 8192,
    mockuser: 'kojibuilder',
    topdir: '/mnt/koji',
  });
  expect(settings).toMatchObject({
    buildroot_basic_cleanup_delay: 120,
    failed_buildroot_lifetime: 14400,
    createrepo_update: true,
  });
  expect(plugins).toEqual([]);
});

it('reads numbers, flags, lists and resource limits', () => {
  const text = `[kojid]\n${NEEDED}sleeptime = 3\ncreaterepo_update = no\nplugin = runroot save_failed_tree\nRLIMIT_NOFILE = 1024\n`;
  const { settings, plugins, warnings } = read(text);
  expect(settings).toMatchObject({
    sleeptime: 3,
    createrepo_update: false,
    limits: { RLIMIT_NOFILE: '1024' },
  });
  expect(plugins).toEqual(['runroot', 'save_failed_tree']);
  expect(warnings.join()).toMatch(/RLIMIT_NOFILE/);
});

it('takes the first of several topurls for downloads', () => {
  const { settings } = read('[kojid]\nserver = http://hub/kojihub\ntopurl = http://a/files http://b/files\n');
  expect(settings.topurl).toBe('http://a/files');
  expect(settings.topurls).toEqual(['http://a/files', 'http://b/files']);
});

it('lets the command line win', () => {
  expect(
    read(`[kojid]\n${NEEDED}sleeptime = 3\n`, { sleeptime: 1, user: undefined }).settings.sleeptime,
  ).toBe(1);
});

it('reports all mistakes at once, with file and line', () => {
  const text =
    '[kojid]\nsleptime = 3\nmaxjobs = many\nuse_fast_upload = perhaps\nbackend = magic\n[other]\nx = 1\n';
  const lines = (() => {
    try {
      read(text);
      return [];
    } catch (error) {
      return (error as Error).message.split('\n');
    }
  })();
  expect(lines).toEqual([
    'invalid section found in config file: other',
    'kojid.conf:2: [kojid] sleptime is an unknown config option',
    "kojid.conf:3: [kojid] maxjobs must be a whole number, not 'many'",
    "kojid.conf:4: [kojid] use_fast_upload must be yes or no, not 'perhaps'",
    "kojid.conf:5: [kojid] backend must be one of auto, mock, sandbox, not 'magic'",
    'the server option is required',
    'the topurl option is required',
  ]);
});

it('names a file that cannot be read', () => {
  expect(() => readConfig('/nowhere/kojid.conf')).toThrow("Config file /nowhere/kojid.conf can't be opened.");
});

it('reads amounts as megabytes or as a part of the whole', () => {
  const { settings } = read(`[kojid]\n${NEEDED}sandbox_max_memory = 2048\nsandbox_max_disk = 50 %\n`);
  expect(settings.sandbox_max_memory).toEqual({ value: 2048, isPercent: false });
  expect(settings.sandbox_max_disk).toEqual({ value: 50, isPercent: true });
  expect(() => read(`[kojid]\n${NEEDED}sandbox_max_memory = 110%\n`)).toThrow(/megabytes or a percentage/);
});
