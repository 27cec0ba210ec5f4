import { symlink } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { newSite, skipWithoutRoots } from '../../test/build-site.js';
import { serveRepository } from '../../test/git-repository.js';
import { tinySpec } from '../../test/tiny-srpm.js';
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
  expect(result).toMatchObject({ logs: expect.arrayContaining(['tasks/12/12/checkout.log']) });
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

it('sends the password of a URL to its host, and writes it into no log and no fault', async () => {
  const given: string[] = [];
  const server = createHttpServer((request, response) => {
    if (request.headers.authorization === undefined)
      return response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
    given.push(request.headers.authorization);
    return response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const site = await newSite({ allowed_scms: '127.0.0.1*:/*:no:', allow_password_in_scm_url: true });
  const logs: string[] = [];
  site.session.uploadPiece = (data) => Promise.resolve(void logs.push(Buffer.from(data).toString()));
  const url = `git+http://me:secret@127.0.0.1:${port}/tiny#main`;
  const { fault } = await site.run(srpmFromScmTask, [url, 3, options]);
  server.close();
  expect(given).toContain(`Basic ${Buffer.from('me:secret').toString('base64')}`);
  expect(fault?.message).toMatch(/^Error running GIT command "git clone/);
  expect(`${fault?.message}${logs.join('')}`).not.toContain('secret');
  expect(logs.join('')).toContain('$ git');
});

it('says plainly that other repositories than those of git are not supported', async () => {
  const site = await newSite({ allowed_scms: '*:*' });
  const { fault } = await site.run(srpmFromScmTask, ['svn://host/x?y#1', 3, options]);
  expect(fault?.message).toBe('SVN repositories are not supported by this builder, only git ones');
  expect(site.session.calls.map(({ method }) => method)).not.toContain('host.newBuildRoot');
});
