import { readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Authority, haveOpenssl } from '@kojikit/testing';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { newSite, skipWithoutRoots, type Site } from '../../test/build-site.js';
import { makeRepository, serveRepository } from '../../test/git-repository.js';
import { temporaryFolder } from '../../test/root-setup.js';
import { tinySpec } from '../../test/tiny-srpm.js';
import type { BuilderSettings } from '../config/settings.js';
import { srpmFromScmTask } from '../builds/srpm-from-scm.js';

beforeEach(skipWithoutRoots);
/** A repository with a spec in its folder `f40`, served by git itself. */
const repository = () =>
  serveRepository({ 'f40/tiny.spec': tinySpec() }, (work) => symlink('/etc', join(work, 'outside')));

const options = { repo_id: 1 };

it('packs a source package of a checkout and records its commit', async () => {
  const { host, commit } = await repository();
  const site = await newSite({ allowed_scms: '127.0.0.1*:/*:no:touch,made' });
  const url = `git://${host}/tiny?f40#main`;
  const { result, fault } = await site.run(srpmFromScmTask, [url, 3, options]);
  expect(fault).toBeUndefined();
  expect(result).toMatchObject({
    srpm: 'tasks/12/12/tiny-1.0-1.src.rpm',
    source: { url, source: `git://${host}/tiny?f40#${commit}` },
  });
  // As with Koji's builder, the log of the checkout is none of the build root's logs.
  expect(result).toMatchObject({ logs: expect.arrayContaining(['tasks/12/12/build.log']) });
  expect(result).not.toMatchObject({ logs: expect.arrayContaining(['tasks/12/12/checkout.log']) });
  const hash = commit.slice(0, 10);
  const short = await site.run(srpmFromScmTask, [`git://${host}/tiny?f40#${hash}`, 3, options]);
  expect(short.fault).toBeUndefined();
});

it.each([
  [
    '?f40#none',
    '127.0.0.1*:/*:no:',
    /Error running GIT command "git reset --hard none --", see checkout\.log/,
  ],
  ['?outside#main', '127.0.0.1*:/*:no:', /the folder outside leads out of the repository/],
  ['?none#main', '127.0.0.1*:/*:no:', /there is no folder none in the repository/],
  ['#main', '127.0.0.1*:/*:no:', /No spec file found/],
  ['?f40#main', '127.0.0.1*:/*:no:false', /error retrieving sources, the command exited with status 1/],
  ['?f40#main', 'elsewhere:/*', /is not in the list of allowed SCMs/],
])('fails with %s where allowed_scms is %s', async (rest, allowed, message) => {
  const { host } = await repository();
  const site = await newSite({ allowed_scms: allowed });
  const { fault } = await site.run(srpmFromScmTask, [`git://${host}/tiny${rest}`, 3, options]);
  expect(fault?.message).toMatch(message);
});

/** A server that answers all who have an account, or nobody; what accounts it was shown. */
async function passwordServer(letsIn: boolean): Promise<{ port: number; given: string[] }> {
  const given: string[] = [];
  const server = createHttpServer((request, response) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) given.push(authorization);
    if (letsIn && authorization !== undefined) return response.writeHead(404).end();
    return response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, given };
}

/** A site that keeps the texts of logs. */
async function loggedSite(settings: Partial<BuilderSettings> = {}): Promise<{ site: Site; logs: string[] }> {
  const site = await newSite({ allowed_scms: '127.0.0.1*:/*:no:', ...settings });
  const logs: string[] = [];
  site.session.uploadPiece = (data) => Promise.resolve(void logs.push(Buffer.from(data).toString()));
  return { site, logs };
}

it.each([true, false])(
  'sends the password of a URL to its host, and writes it into no log and no fault, be it right: %s',
  async (isRight) => {
    const { port, given } = await passwordServer(isRight);
    const { site, logs } = await loggedSite({ allow_password_in_scm_url: true });
    const url = `git+http://me:secret@127.0.0.1:${port}/tiny#main`;
    const { fault } = await site.run(srpmFromScmTask, [url, 3, options]);
    expect(given).toContain(`Basic ${Buffer.from('me:secret').toString('base64')}`);
    expect(fault?.message).toMatch(/^Error running GIT command "git clone/);
    expect(`${fault?.message}${logs.join('')}`).not.toContain('secret');
    expect(logs.join('')).toContain('$ git');
  },
);

it('asks nobody for an account that a server wants', async () => {
  const { port, given } = await passwordServer(true);
  const { site, logs } = await loggedSite();
  const { fault } = await site.run(srpmFromScmTask, [`git+http://127.0.0.1:${port}/tiny#main`, 3, options]);
  expect(fault?.message).toMatch(/^Error running GIT command "git clone .*", see checkout\.log for details$/);
  expect(logs.join('')).toContain('terminal prompts disabled');
  expect(given).toEqual([]);
});

it('takes no server for right whose certificate nobody vouches for', async ({ skip }) => {
  skip(!haveOpenssl, 'openssl is not installed');
  const authority = new Authority(await temporaryFolder());
  authority.issue('server');
  const read = (name: string) => readFile(authority.file(name));
  const server = createHttpsServer(
    { key: await read('server.key'), cert: await read('server.pem') },
    (request, response) => response.end(),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { site, logs } = await loggedSite();
  const { fault } = await site.run(srpmFromScmTask, [`git+https://127.0.0.1:${port}/tiny#main`, 3, options]);
  expect(fault?.message).toMatch(/^Error running GIT command "git clone/);
  expect(logs.join('')).toMatch(/certificate/);
});

it('lets ssh ask nothing, and ends where it would have to', async () => {
  const folder = await temporaryFolder();
  // In ssh's place, which asks on the terminal unless it is told not to.
  const ssh = `#!/bin/sh\ncase "$*" in *BatchMode=yes*) echo "Host key verification failed." >&2; exit 255;; esac\nexec sleep 600\n`;
  await writeFile(join(folder, 'ssh'), ssh, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { site, logs } = await loggedSite();
  const { fault } = await site.run(srpmFromScmTask, ['git+ssh://me@127.0.0.1/tiny#main', 3, options]);
  expect(fault?.message).toMatch(/^Error running GIT\+SSH command "git clone/);
  expect(logs.join('')).toContain('Host key verification failed.');
});

it('takes no file URL for a source', async () => {
  const site = await newSite({ allowed_scms: ':*' });
  const { fault } = await site.run(srpmFromScmTask, ['file:///srv/git/tiny#main', 3, options]);
  expect(fault?.message).toMatch(/^Invalid scheme in scm url\. Valid schemes are: /);
});

it('checks out a repository on the builder where a rule without a host allows it', async () => {
  const { folder, commit } = await makeRepository({ 'tiny.spec': tinySpec() });
  const url = `git+file://${folder}/tiny#main`;
  const site = await newSite({ allowed_scms: `:${folder}/*:no:` });
  const { result, fault } = await site.run(srpmFromScmTask, [url, 3, options]);
  expect(fault).toBeUndefined();
  expect(result).toMatchObject({ source: { url, source: `git+file://${folder}/tiny#${commit}` } });
});

it.each([
  ['*:*:no:', {}, /^:\S+\/tiny is not in the list of allowed SCMs$/],
  [':/elsewhere/*:no:', {}, /^:\S+\/tiny is not in the list of allowed SCMs$/],
  [
    ':*:no:',
    { allowed_scms_use_config: false, allowed_scms_use_policy: true },
    /only allowed_scms of kojid\.conf/,
  ],
])(
  'checks out no repository on the builder where allowed_scms is %s, %j',
  async (allowed, settings, message) => {
    const { folder } = await makeRepository({ 'tiny.spec': tinySpec() });
    const site = await newSite({ allowed_scms: allowed, ...settings });
    const { fault } = await site.run(srpmFromScmTask, [`git+file://${folder}/tiny#main`, 3, options]);
    expect(fault?.message).toMatch(message);
  },
);

it('follows no link out of the folder that is allowed', async () => {
  const [{ folder }, allowed] = [await makeRepository({ 'tiny.spec': tinySpec() }), await temporaryFolder()];
  await symlink(join(folder, 'tiny'), join(allowed, 'tiny'));
  const site = await newSite({ allowed_scms: `:${allowed}/*:no:` });
  const { fault } = await site.run(srpmFromScmTask, [`git+file://${allowed}/tiny#main`, 3, options]);
  expect(fault?.message).toBe(`:${folder}/tiny is not in the list of allowed SCMs`);
});

it('says plainly that other repositories than those of git are not supported', async () => {
  const site = await newSite({ allowed_scms: '*:*' });
  const { fault } = await site.run(srpmFromScmTask, ['svn://host/x?y#1', 3, options]);
  expect(fault?.message).toBe('SVN repositories are not supported by this builder, only git ones');
  expect(site.session.calls.map(({ method }) => method)).not.toContain('host.newBuildRoot');
});
