import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatProblem, readIniDocument } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/root-setup.js';
import { interpretConfig, loadConfig, readConfig } from './read-config.js';

const load = (text: string, overrides = {}) =>
  interpretConfig('kojid.conf', [readIniDocument(text, 'kojid.conf')], overrides);

function read(text: string, overrides = {}) {
  const found = load(text, overrides);
  expect(found.problems).toEqual([]);
  return found;
}
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
  const text = `[kojid]\n${NEEDED}sleeptime = 3\ncreaterepo_update = no\nplugin = runroot save_failed_tree\nRLIMIT_NOFILE = 1024\nrlimit_core = 0 -1\nRLIMIT_CPU = 5 x\nRLIMIT_NPROCS = 5\n`;
  const { settings, plugins, warnings } = read(text);
  expect(settings).toMatchObject({
    sleeptime: 3,
    createrepo_update: false,
    limits: { RLIMIT_NOFILE: { soft: 1024 }, RLIMIT_CORE: { soft: 0, hard: 'unlimited' } },
  });
  expect(plugins).toEqual(['runroot', 'save_failed_tree']);
  expect(warnings).toEqual([
    'kojid.conf:9: RLIMIT_CPU is "5 x", passed over: expected a number, or a soft and a hard limit such as 1024 4096 (-1: none)',
    'kojid.conf:10: unknown option RLIMIT_NPROCS in [kojid]; did you mean RLIMIT_NPROC?',
  ]);
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

const mistakesOf = (text: string): string[] => load(text).problems.map(formatProblem);

it('lists all mistakes at once, with file and line, and what would be right', () => {
  const text =
    '[kojid]\nmaxjobs = many\nno assignment\nuse_fast_upload = perhaps\nbackend = mok\nlog_level = WARNIN\n' +
    'server = hub.example.com\nsandbox_build_user = me\n[kojd]\nx = 1\n';
  expect(mistakesOf(text)).toEqual([
    'kojid.conf:3: neither a section nor an assignment: "no assignment"',
    'kojid.conf:2: maxjobs is "many", expected a whole number such as 10',
    'kojid.conf:4: use_fast_upload is "perhaps", expected yes or no (or true, false, on, off, 1, 0)',
    'kojid.conf:5: backend is "mok", expected one of auto, mock, sandbox; did you mean mock?',
    'kojid.conf:6: log_level has the unknown level "WARNIN", expected one of DEBUG, INFO, WARN, WARNING, ERROR, CRITICAL; did you mean WARNING?',
    'kojid.conf:7: server is "hub.example.com", expected the URL of a hub such as https://koji.example.com/kojihub',
    'kojid.conf:8: sandbox_build_user is "me", expected UID:GID such as 1000:1000',
    'kojid.conf:9: unknown section [kojd], expected [kojid]',
    'kojid.conf: the topurl option is required: the URL of the hub’s files such as https://koji.example.com/kojifiles',
  ]);
});

it('names what an unknown option may have been meant for, and what an old one has become', () => {
  const old = 'krb_rdns = no\nuse_old_ssl = no\nmock_boostrap_image = yes\n';
  const { problems, warnings } = load(`[kojid]\n${NEEDED}sleptime = 3\nfavourite_colour = 7\n${old}`);
  expect(problems).toEqual([]);
  expect(warnings).toEqual([
    'kojid.conf:4: unknown option sleptime in [kojid]; did you mean sleeptime?',
    'kojid.conf:5: unknown option favourite_colour in [kojid], passed over',
    'kojid.conf:6: krb_rdns has no effect here: Kerberos logins are not supported',
    'kojid.conf:7: use_old_ssl has no effect here: there is one TLS library',
    'kojid.conf:8: mock_boostrap_image has no effect here: it is spelt mock_bootstrap_image',
  ]);
});

it('knows every option of Koji’s sample file, and says of each whether it does anything', () => {
  const options = ['smtphost = mail', 'allowed_scms = git:/x', 'pkgurl = http://x', 'task_avail_delay = 30'];
  const { problems, warnings } = load(`[kojid]\n${NEEDED}${options.join('\n')}\n`);
  expect(problems).toEqual([]);
  expect(warnings).toEqual([
    'kojid.conf:6: pkgurl has no effect here: it is obsolete, topurl is enough',
    'kojid.conf:7: task_avail_delay has no effect here: the hub chooses the host of a task',
  ]);
});

it.each([
  ['yes', true, 0],
  ['False', false, 0],
  ['', false, 0],
  ['sometimes', true, 1],
])('reads mock_bootstrap_image, which Koji takes as text: %j', (text, value, doubts) => {
  const { settings, warnings } = load(`[kojid]\n${NEEDED}mock_bootstrap_image = ${text}\n`);
  expect(settings.mock_bootstrap_image).toBe(value);
  expect(warnings).toHaveLength(doubts);
});

it('names a file that is not there, and nothing else', () => {
  expect(() => readConfig('/nowhere/kojid.conf')).toThrow(
    /^\/nowhere\/kojid.conf: does not exist; name the configuration with --config FILE$/,
  );
});

it('reads the files of a folder beside it first, and lists the mistakes of all', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'kojid.conf');
  await mkdir(`${file}.d`);
  await writeFile(`${file}.d/10-site.conf`, `[kojid]\n${NEEDED}maxjobs = 3\nminspace = 1\n`);
  await writeFile(`${file}.d/20-host.conf`, '[kojid]\nmaxjobs = 5\n');
  await writeFile(`${file}.d/notes.txt`, 'no configuration');
  await writeFile(file, '[kojid]\nminspace = 2\n');
  expect(readConfig(file).settings).toMatchObject({ server: 'http://hub/kojihub', maxjobs: 5, minspace: 2 });
  expect(readConfig(`${file}.d`).settings).toMatchObject({ maxjobs: 5, minspace: 1 });
  await writeFile(`${file}.d/20-host.conf`, '[kojid]\nmaxjobs = five\n');
  await writeFile(file, '[kojid]\n\nminspace = two\n');
  expect(loadConfig(file).problems.map(formatProblem)).toEqual([
    `${file}.d/20-host.conf:2: maxjobs is "five", expected a whole number such as 10`,
    `${file}:3: minspace is "two", expected a whole number such as 8192`,
  ]);
});

it('reads amounts as megabytes or as a part of the whole', () => {
  const { settings } = read(`[kojid]\n${NEEDED}sandbox_max_memory = 2048\nsandbox_max_disk = 50 %\n`);
  expect(settings.sandbox_max_memory).toEqual({ value: 2048, isPercent: false });
  expect(settings.sandbox_max_disk).toEqual({ value: 50, isPercent: true });
  expect(mistakesOf(`[kojid]\n${NEEDED}sandbox_max_memory = 110%\n`)).toEqual([
    'kojid.conf:4: sandbox_max_memory is "110%", expected megabytes such as 2048 or a percentage such as 80%',
  ]);
});
