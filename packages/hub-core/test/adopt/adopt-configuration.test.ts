import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { bundledProgram } from '@kojikit/testing/bundled-program';
import { readIniDocument } from '@kojikit/protocol';
import type { Finding } from '../../src/adopt/finding.js';
import { lookAtOptions } from '../../src/adopt/configuration/hub-options.js';
import { lookAtOtherFiles } from '../../src/adopt/configuration/other-files.js';
import { lookAtPlugins } from '../../src/adopt/configuration/plugins.js';
import { lookAtPolicies } from '../../src/adopt/configuration/policies.js';
import { lookAtSite } from '../../src/adopt/look-at-site.js';
import { loadHubConfig } from '../../src/config/index.js';
import { policyTests } from '../../src/policy/policy-tests.js';
import { temporaryFolder, write } from './koji-site.js';

const line = ({ level, what, place }: Finding) =>
  `${level} ${place?.line === undefined ? '' : `${place.line}: `}${what}`;

function options(text: string): string[] {
  const { config, problems, warnings } = loadHubConfig({ text });
  const documents = [readIniDocument(text, 'hub.conf')];
  return lookAtOptions({ config, documents, problems, warnings }).map(line);
}

function policies(text: string, folder = temporaryFolder()): Finding[] {
  const { config } = loadHubConfig({ text: `[policy]\n${text}`, pluginFolder: folder });
  return lookAtPolicies(config, policyTests, []);
}

it('options that Apache and mod_wsgi made true are named with their lines', () => {
  const found = options(
    [
      '[hub]',
      'DBName = koji',
      'AuthKeytab = /etc/koji-hub/koji-hub.keytab',
      'ProxyDNs = /C=US/O=Example/CN=kojiweb|CN=sign,O=Example|C=US, O=Example, CN=third',
      'RLIMIT_AS = 10737418240',
      'ServerOffline = yes',
      'MaxRequestLength = many',
    ].join('\n'),
  );
  expect(found).toEqual([
    expect.stringMatching(/^fails 7: MaxRequestLength is "many"/),
    expect.stringMatching(/^step 3: AuthKeytab has no effect here/),
    'step 4: client certificates are configured, which Apache checks for Koji',
    expect.stringMatching(/^step 4: the subject \/C=US\/O=Example\/CN=kojiweb in ProxyDNs/),
    expect.stringMatching(/^step 4: the subject C=US, O=Example, CN=third in ProxyDNs/),
    'step 5: RLIMIT_AS = 10737418240 has no effect here',
    'step 6: ServerOffline is on: this hub would refuse its callers, too',
    'works 4 options mean here what they mean to Koji',
  ]);
});

it('a hub behind a proxy that is named needs no word about certificates', () => {
  const found = options('[hub]\nDBName = koji\nProxyDNs = CN=web,O=Example\nTrustedProxies = 127.0.0.1\n');
  expect(found).toEqual(['works 3 options mean here what they mean to Koji']);
});

// What policies of large public sites are made of, in words of our own.
it.each([
  [
    'blocks in blocks, closed on lines of their own',
    'tag =\n  tag *-updates :: {\n    operation move :: {\n      fromtag *-candidate :: deny\n      all :: allow\n    }\n    operation tag && hastag *-candidate *-testing :: deny\n  }\n  all :: deny',
  ],
  [
    'comments at the margin between the rules',
    'tag =\n  is_draft :: deny\n# only for the team\n  tag *-team && has_perm team :: allow\n\n# the rest\n  all :: allow',
  ],
  [
    'negated rules, alone and in a block',
    'channel =\n  has req_channel :: {\n    method build chainbuild !! req\n    has_perm customchannel :: req\n  }\n  is_child_task :: parent\n  all :: use default',
  ],
  [
    'actions with words behind them',
    'build_from_scm =\n  match scm_host src.example.com :: {\n    bool scratch :: allow fedpkg sources\n    match scm_repository /rpms/* :: allow fedpkg sources\n  }\n  all :: deny',
  ],
  [
    'a policy that a plugin of the builder asks',
    'scm =\n  bool scratch :: allow\n  match_all branches * !! deny Commit must be present on some branch\n  all :: allow',
  ],
  ['patterns that look like operators', 'tag =\n  tag *-updates || el*free :: allow\n  all :: deny'],
  [
    'an equals sign without blanks around it',
    'build_from_repo_id=\n  has_perm admin :: allow\n  all :: deny',
  ],
  [
    'tabs and blanks at the ends of lines',
    'package_list =\n  match action remove :: deny \n  tag epel? && match action add unblock block :: allow\t\n  all :: deny',
  ],
  [
    'sources and users by pattern',
    'channel =\n  source */kernel* && has_perm secure-boot :: use secure-boot\n  user builder/ci.example.com :: use ci\n  buildtag *-rpi :: use arm\n  all :: use default',
  ],
])('policies with %s are read as Koji reads them', (name, text) => {
  expect(policies(text).filter(({ level }) => level !== 'works')).toEqual([]);
});

it('tests that a rule asks for are traced to the plugin that brings them', async () => {
  const folder = temporaryFolder();
  write(folder, {
    'hub.conf': [
      '[hub]',
      `PluginPath = ${folder}`,
      'Plugins = signer',
      '[policy]',
      'tag =',
      '  is_signed && has_perm sign :: allow',
      '  is_sidetag_owner :: allow',
      '  tagg f40 :: deny',
      'package_list =',
      '  all :: { ',
      '  all :: deny',
    ].join('\n'),
    'signer.py': "class SignedTest(koji.policy.BaseSimpleTest):\n    name = 'is_signed'\n",
  });
  const { findings } = await lookAtSite(join(folder, 'hub.conf'), {});
  expect(findings.filter(({ subject }) => subject === 'policies').map(line)).toEqual([
    `fails 6: policy tag asks for the test is_signed, which ${join(folder, 'signer.py')} brings`,
    "step 7: policy tag asks for the test is_sidetag_owner, which Koji's plugin sidetag_hub brings",
    'fails 8: policy tag asks for the test tagg, which neither Koji 1.35 nor a plugin of this hub brings',
    expect.stringMatching(/^fails 10: policy package_list: the block that starts here is not closed/),
    'works 5 rules of 2 policies can be read: package_list, tag',
    expect.stringMatching(/^works for the others the rules of Koji 1\.35 hold: /),
  ]);
});

it('plugins that are not ours are told by what they do, or by what their text shows', async () => {
  const folder = temporaryFolder();
  write(folder, {
    'own.py': "@callback('postTag')\ndef told(cbtype):\n    pass\n@export\ndef tellAll():\n    pass\n",
    'plugins/sidetag_hub.conf': '[sidetag]\nremove_empty = on\n',
    'plugins/left.conf': '[left]\n',
  });
  const { config } = loadHubConfig({
    text: `[hub]\nPluginPath = ${folder}\nPlugins = own tag2distrepo runroot_hub nowhere`,
    pluginFolder: join(folder, 'plugins'),
  });
  const { findings } = await lookAtPlugins(config);
  expect(findings.map(line)).toEqual([
    'fails own is a plugin in Python, which this hub cannot load; it listens to postTag, adds the methods tellAll',
    'fails tag2distrepo asks for a dist repo of some tags whenever a build is tagged: there is no such plugin for this hub',
    expect.stringMatching(/^(works|step) runroot_hub is /),
    'fails nowhere is in no folder of PluginPath and no installed package',
    'works left.conf belongs to no plugin of hub.conf and is not read',
    "step sidetag_hub.conf is read by nobody, Koji's plugin reads sidetag.conf as well",
  ]);
});

it('files of the other programs say where each of their options goes', () => {
  const folder = temporaryFolder();
  write(folder, {
    'kojira.conf':
      '[kojira]\nserver = https://koji.example.com/kojihub\ndeleted_repo_lifetime = 172800\nno_such = 1\n',
    'web.conf': '[web]\nSiteName = Example\nSecret = s3cret\n',
    'kojid.conf': '[kojid]\nkeytab = /etc/kojid/kojid.keytab\nplugins = runroot kiwi scmpolicy\n',
    'koji-gc.conf': '[main]\nserver = https://koji.example.com/kojihub\n',
    'kojihub.conf':
      '<Location /kojihub/ssllogin>\n  # SSLVerifyClient none\n  SSLVerifyClient require\n</Location>\n',
  });
  const file = (name: string) => join(folder, name);
  const findings = lookAtOtherFiles({
    kojira: file('kojira.conf'),
    web: file('web.conf'),
    kojid: file('kojid.conf'),
    kojiGc: file('koji-gc.conf'),
    httpd: file('kojihub.conf'),
  });
  expect(findings.filter(({ level }) => level === 'step').map(line)).toEqual([
    'step 3: deleted_repo_lifetime is ExpiredRepoLifetime in hub.conf (the older name of expired_repo_lifetime)',
    'step 2: sitename is SiteName in plugins/web.conf',
    'step 2: keytab: our builder does not log in by Kerberos',
    'step 3: our builder has no plugin kiwi',
    'step 3: our builder has no plugin scmpolicy: it does not ask the policy scm before it builds from a repository',
    'step 3: client certificates are checked here (SSLVerifyClient require)',
  ]);
  expect(findings.flatMap((finding) => ('todo' in finding ? [finding.todo] : []))).toContain(
    'write ExpiredRepoLifetime = 172800 in hub.conf',
  );
  expect(JSON.stringify(findings)).not.toContain('s3cret');
});

/* Names of options that kojid.conf and koji-gc.conf of public sites have: Fedora's, CentOS', Rocky Linux', as facts. */
const COMMON =
  'sleeptime maxjobs minspace topdir topurl workdir mockdir mockuser vendor packager distribution mockhost server allowed_scms smtphost from_addr serverca';
const KOJID_CONFS = {
  Fedora: `${COMMON} rpmbuild_timeout use_createrepo_c failed_buildroot_lifetime pkgurl allowed_scms_use_config allowed_scms_use_policy build_arch_can_fail krb_principal keytab plugins`,
  CentOS: `${COMMON} cert ca`,
  'Rocky Linux': `${COMMON} use_createrepo_c admin_emails host_principal_format keytab build_arch_can_fail plugins`,
};

function lookAt(file: 'kojid' | 'kojiGc', section: string, names: string): string[] {
  const folder = temporaryFolder();
  const text = names.split(' ').map((name) => `${name} =`);
  write(folder, { 'site.conf': [`[${section}]`, ...text, ''].join('\n') });
  return lookAtOtherFiles({ [file]: join(folder, 'site.conf') }).map(line);
}

it.each([
  ['Fedora', [/^works \d+: pkgurl has no effect on our builder: /, /^works 24 options mean/]],
  [
    'CentOS',
    [/^works \d+: ca is of an older Koji, and our builder passes over it: /, /^works 18 options mean/],
  ],
  ['Rocky Linux', [/^step \d+: admin_emails has no effect on our builder: /, /^works 20 options mean/]],
] as const)('says of each option of the kojid.conf of %s whether our builder has it', (site, expected) => {
  const found = lookAt('kojid', 'kojid', KOJID_CONFS[site]).join('\n').split('\n');
  for (const one of expected) expect(found).toContainEqual(expect.stringMatching(one));
  expect(found.filter((one) => one.includes('neither of Koji'))).toEqual([]);
});

it('names an option that no kojid has, and what it may have been meant for', () => {
  expect(lookAt('kojid', 'kojid', 'sleptime')).toContain(
    "step 2: sleptime is an option neither of Koji 1.35's kojid nor of our builder; did you mean sleeptime?",
  );
});

it("says of Fedora's koji-gc.conf what it logs in by, and what koji-gc passes over", () => {
  const names =
    'principal keytab krb_rdns smtp_host key_aliases unprotected_keys server serverca weburl from_addr';
  expect(lookAt('kojiGc', 'main', names)).toEqual([
    'works 4: krb_rdns is no option of koji-gc 1.35, which passes over it',
    'step 2: principal, keytab: koji-gc logs in by Kerberos, and the hub checks no tickets itself',
    expect.stringMatching(/^works koji-gc of Koji goes on as it is, with 7 options of \[main\]/),
  ]);
});

it('the command ends with 2 where something will not work, and prints the same as JSON', async () => {
  const folder = temporaryFolder();
  write(folder, { 'hub.conf': `[hub]\nKojiDir = ${join(folder, 'none')}\n` });
  const program = await bundledProgram(join(import.meta.dirname, '../../src/bin.ts'));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [program, '--config', join(folder, 'hub.conf'), 'adopt', ...args], {
      encoding: 'utf8',
    });
  const text = run();
  expect(text).toMatchObject({ status: 2, stderr: '' });
  expect(text.stdout).toContain(
    '  will not work  hub.conf names no PostgreSQL database, which is the only kind that Koji has\n',
  );
  expect(text.stdout).toMatch(/\n\d+ work as they are, \d+ need a step, \d+ will not work\.\n$/);
  const json = run('--json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    summary: { fails: 2 },
    wayBack: expect.any(Array) as unknown[],
  });
  const wrong = spawnSync(process.execPath, [program, '--config', join(folder, 'other.conf'), 'adopt'], {
    encoding: 'utf8',
  });
  expect(wrong).toMatchObject({ status: 2, stdout: '' });
  expect(wrong.stderr).toContain('name the hub.conf of Koji with --config FILE');
});
