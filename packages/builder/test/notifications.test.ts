import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILD_STATES, TASK_STATES } from '@kojikit/protocol';
import { Authority, haveOpenssl } from '@kojikit/testing';
import { MailServer, type MailServerOptions } from '@kojikit/testing/mail';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { BuilderSettings } from '../src/config/settings.js';
import type { Log } from '../src/tasks/log.js';
import { HubWithBuilder } from './hub-with-builder.js';
import { quiet, temporaryFolder } from './root-setup.js';

// A builder that checks in, a hub that assigns and a mail server, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });
process.env['TZ'] = 'UTC';

const WEB = 'https://koji.example.com/koji';
const FROM = 'Koji Build System <buildsys@example.com>';

async function mailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const server = await MailServer.start(options);
  onTestFinished(() => server.close());
  return server;
}

async function start(server: MailServer, more: { settings?: Partial<BuilderSettings>; log?: Log } = {}) {
  const { settings = {}, log } = more;
  const smtp = { smtphost: `127.0.0.1:${server.port}`, topurl: 'https://koji.example.com/kojifiles' };
  const config = { EmailDomain: 'example.com', KojiWebURL: WEB };
  return HubWithBuilder.start({ config, ...(log && { log }), settings: { ...smtp, ...settings } });
}

/** A mail's header by name, and its body; lines that were folded and encoded are whole again. */
function parts(mail: string): { header: Record<string, string[]>; body: string } {
  const end = mail.indexOf('\r\n\r\n');
  const header: Record<string, string[]> = {};
  for (const line of mail
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    (header[name] ??= []).push(value);
  }
  const raw = mail.slice(end + 4).replace(/\r\n/g, '\n');
  const isQuoted = header['Content-Transfer-Encoding']?.[0] === 'quoted-printable';
  const quoted = raw
    .replace(/=\n/g, '')
    .replace(/(=[0-9A-F]{2})+/g, (bytes) => decodeURIComponent(bytes.replaceAll('=', '%')));
  return { header, body: isQuoted ? quoted : raw };
}

async function buildOf(site: HubWithBuilder, values: { state: number; taskId?: number; name?: string }) {
  const { id } = await site.hub.rows.build({ name: 'hello', version: '1.0', release: '2', ...values });
  return site.admin.call('getBuild', [id]);
}

/** An empty file of a task as if it had been uploaded. */
async function putOutput(site: HubWithBuilder, task: number, name: string): Promise<void> {
  const folder = join(site.hub.topdir, 'work/tasks', String(task % 10000), String(task));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), '');
}

it('tells of a complete build what was made, where it is, and what has changed', async () => {
  const server = await mailServer();
  const site = await start(server);
  const { rows } = site.hub;
  const closed = { state: TASK_STATES.CLOSED };
  const task = await rows.task({ ...closed, method: 'build', params: ['git://x/hello#abc', 'demo', {}] });
  const child = await rows.task({
    ...closed,
    method: 'buildArch',
    params: ['hello-1.0-2.src.rpm', 1, 'x86_64', true, {}],
    parent: task.id,
    label: 'x86_64',
    arch: 'x86_64',
  });
  for (const name of ['build.log', 'hello-1.0-2.src.rpm', 'hello-1.0-2.x86_64.rpm', 'hw_info.txt'])
    await putOutput(site, child.id, name);
  const build = await buildOf(site, { state: BUILD_STATES.COMPLETE, taskId: task.id });
  const target = { dest_tag_name: 'demo-candidate' };
  const ended = await site.do('buildNotification', [
    ['alice@example.com', 'bob@example.com'],
    build,
    target,
    WEB,
  ]);
  expect(ended).toEqual({
    state: TASK_STATES.CLOSED,
    result: expect.stringMatching(
      /^sent notification of build \d+ to: alice@example.com, bob@example.com$/,
    ) as unknown,
  });
  expect(server.received).toHaveLength(1);
  const { to, text } = server.received[0]!;
  expect(to).toEqual(['alice@example.com', 'bob@example.com']);
  const { header, body } = parts(text);
  expect(header).toMatchObject({
    From: [FROM],
    To: ['alice@example.com, bob@example.com'],
    Subject: ['Package: hello-1.0-2 Tag: demo-candidate Status: complete Built by: kojiadmin'],
    'X-Koji-Tag': ['demo-candidate'],
    'X-Koji-Package': ['hello'],
    'X-Koji-Builder': ['kojiadmin'],
    'X-Koji-Status': ['complete'],
    'X-Koji-Draft': ['False'],
  });
  const { id } = build as { id: number };
  expect(body.replace(/^Started: \w{3}, \d\d .* UTC$/m, 'Started: just now')).toBe(`Package: hello-1.0-2
Tag: demo-candidate
Status: complete
Built by: kojiadmin
ID: ${id}
Started: just now
Finished: Fri, 02 Jan 2026 03:04:05 UTC


SRPMS:
  hello-1.0-2.src.rpm

Closed tasks:
-------------

Task ${task.id}
Task Type: build (demo, /hello:abc)

Task ${child.id}
Task Type: buildArch (hello-1.0-2.src.rpm, x86_64)
logs:
 ${WEB}/getfile?taskID=${child.id}&name=build.log&volume=DEFAULT
rpms:
 https://koji.example.com/kojifiles/packages/hello/1.0/2/x86_64/hello-1.0-2.x86_64.rpm
misc:
 ${WEB}/getfile?taskID=${child.id}&name=hw_info.txt&volume=DEFAULT



Task Info: ${WEB}/taskinfo?taskID=${task.id}
Build Info: ${WEB}/buildinfo?buildID=${id}
`);
});

it('tells of a failed build on which hosts it failed and why', async () => {
  const server = await mailServer();
  const site = await start(server);
  const task = await site.make('createrepo', [999, 'x86_64', null]);
  const { result } = await site.end(task);
  const build = await buildOf(site, { state: BUILD_STATES.FAILED, taskId: task });
  expect(await site.do('buildNotification', [['alice@example.com'], build, null, WEB])).toMatchObject({
    state: TASK_STATES.CLOSED,
  });
  const { header, body } = parts(server.received[0]!.text);
  expect(header['Subject']).toEqual(['Package: hello-1.0-2 Tag: None Status: failed Built by: kojiadmin']);
  const { id } = build as { id: number };
  expect(result).toBe('query returned no rows');
  expect(body).toContain(`hello-1.0-2 (${id}) failed on builder1 (noarch):\n  ${result as string}\n`);
  expect(body).toContain(`Failed tasks:\n-------------\n\nTask ${task} on builder1\n`);
});

it('tells of a canceled build who has canceled it', async () => {
  const server = await mailServer();
  const site = await start(server);
  const build = await buildOf(site, { state: BUILD_STATES.CANCELED });
  await site.do('buildNotification', [['alice@example.com'], build, null, WEB]);
  expect(parts(server.received[0]!.text).body).toContain('Status: canceled\nCanceled by: kojiadmin\n');
});

it('tells who asked for it that a build came into a tag', async () => {
  const server = await mailServer();
  const site = await start(server);
  const tag = await site.hub.rows.tag({ name: 'demo', packages: ['hello'] });
  await buildOf(site, { state: BUILD_STATES.COMPLETE });
  const alice = await site.hub.as('alice');
  const me = (await alice.call('getLoggedInUser')) as { id: number };
  await alice.call('createNotification', [me.id, null, tag.id, false]);
  await site.admin.call('tagBuildBypass', ['demo', 'hello-1.0-2', true, true]);
  await vi.waitFor(() => expect(server.received).toHaveLength(1), 60_000);
  const { header, body } = parts(server.received[0]!.text);
  expect(server.received[0]!.to).toContain('alice@example.com');
  expect(header).toMatchObject({
    From: [FROM],
    Subject: ['hello-1.0-2 successfully tagged into demo by kojiadmin'],
    'X-Koji-Package': ['hello'],
    'X-Koji-NVR': ['hello-1.0-2'],
    'X-Koji-Draft': ['False'],
    'X-Koji-User': ['kojiadmin'],
    'X-Koji-Status': ['complete'],
    'X-Koji-Tag': ['demo'],
  });
  expect(body).toBe(`Package: hello
NVR: hello-1.0-2
User: kojiadmin
Status: complete
Tag Operation: tagged
Into Tag: demo

hello-1.0-2 successfully tagged into demo by kojiadmin
`);
});

it('names both tags of a move, and the error of one that failed', async () => {
  const server = await mailServer();
  const site = await start(server);
  for (const name of ['one', 'two']) await site.hub.rows.tag({ name });
  const build = await buildOf(site, { state: BUILD_STATES.COMPLETE });
  const failed = [['alice@example.com'], false, 'two', 'one', build, 'alice', true, 'tag two is locked'];
  expect((await site.do('tagNotification', failed)).state).toBe(TASK_STATES.CLOSED);
  const { header, body } = parts(server.received[0]!.text);
  expect(header['X-Koji-Tag']).toEqual(['one', 'two']);
  expect(header['Subject']).toEqual(['hello-1.0-2 unsuccessfully moved from one into two by alice']);
  expect(body).toContain('Operation failed with the error:\n    tag two is locked\n');
});

it('sends nothing about a success of which nobody wants to hear, or to nobody', async () => {
  const server = await mailServer();
  const site = await start(server);
  await site.hub.rows.tag({ name: 'one' });
  const build = await buildOf(site, { state: BUILD_STATES.COMPLETE });
  const success = [['alice@example.com'], true, 'one', null, build, 'alice', true];
  const closed = { state: TASK_STATES.CLOSED, result: null };
  expect(await site.do('tagNotification', success)).toEqual(closed);
  expect(await site.do('buildNotification', [[], build, null, WEB])).toEqual(closed);
  expect(server.received).toEqual([]);
});

it('makes no header of a name with line breaks', async () => {
  const server = await mailServer();
  const site = await start(server);
  const build = (await buildOf(site, { state: BUILD_STATES.COMPLETE })) as Record<string, unknown>;
  const forged = { ...build, owner_name: 'mallory\r\nBcc: eve@example.com\r\n\r\nbody' };
  const target = { dest_tag_name: 'demo\nX-Evil: yes' };
  await site.do('buildNotification', [
    ['alice@example.com', 'bob@example.com>\r\nRCPT TO:<eve@example.com'],
    forged,
    target,
    WEB,
  ]);
  const { to, text } = server.received[0]!;
  expect(to).toEqual(['alice@example.com']);
  const { header } = parts(text);
  expect(header['Bcc']).toBeUndefined();
  expect(header['X-Evil']).toBeUndefined();
  expect(header['X-Koji-Tag']).toEqual(['demo X-Evil: yes']);
  expect(header['X-Koji-Builder']).toEqual(['mallory Bcc: eve@example.com body']);
});

it('fails in plain words when the server refuses, and leaves the build alone', async () => {
  const refusal = Object.assign(new Error('no such mailbox'), { responseCode: 550 });
  const server = await mailServer({
    onRcptTo: ({ address }, session, done) => (address.startsWith('gone') ? done(refusal) : done()),
  });
  const said: string[] = [];
  const site = await start(server, { log: { ...quiet, warn: (text) => said.push(text) } });
  const build = await buildOf(site, { state: BUILD_STATES.COMPLETE });
  const tell = (...recipients: string[]) => site.do('buildNotification', [recipients, build, null, WEB]);
  expect((await tell('gone@example.com', 'alice@example.com')).state).toBe(TASK_STATES.CLOSED);
  expect(said.filter((text) => text.includes('refused'))).toEqual([
    `the mail server 127.0.0.1:${server.port} refused gone@example.com`,
  ]);
  const ended = await tell('gone@example.com');
  expect(ended.state).toBe(TASK_STATES.FAILED);
  expect(ended.result).toMatch(/cannot send mail through 127\.0\.0\.1:\d+: .*550 no such mailbox/);
  expect(await site.admin.call('getBuild', [(build as { id: number }).id])).toMatchObject({
    state: BUILD_STATES.COMPLETE,
  });
});

it('fails in plain words when there is no mail server', async () => {
  const server = await MailServer.start();
  await server.close();
  const site = await start({ port: 1 } as MailServer);
  const build = await buildOf(site, { state: BUILD_STATES.COMPLETE });
  const ended = await site.do('buildNotification', [['alice@example.com'], build, null, WEB]);
  expect(ended.state).toBe(TASK_STATES.FAILED);
  expect(ended.result).toMatch(/^cannot send mail through 127\.0\.0\.1:1: .*ECONNREFUSED/);
});

async function certified(): Promise<{ tls: { key: string; cert: string }; serverca: string }> {
  const authority = new Authority(await temporaryFolder());
  authority.issue('mail');
  const read = (name: string) => readFile(authority.file(name), 'utf8');
  return {
    tls: { key: await read('mail.key'), cert: await read('mail.pem') },
    serverca: authority.certificate,
  };
}

it('logs in over STARTTLS to a server that serverca vouches for', async ({ skip }) => {
  skip(!haveOpenssl, 'openssl is not installed');
  const { tls, serverca } = await certified();
  const server = await mailServer({
    tls,
    onAuth: ({ username, password }, session, done) =>
      password === 's3cret words' ? done(null, { user: username ?? '' }) : done(new Error('bad password')),
  });
  const login = { smtp_user: 'koji', smtp_pass: 's3cret words', serverca };
  const site = await start(server, { settings: login });
  const build = await buildOf(site, { state: BUILD_STATES.COMPLETE });
  const ended = await site.do('buildNotification', [['alice@example.com'], build, null, WEB]);
  expect(ended).toMatchObject({ state: TASK_STATES.CLOSED });
  expect(server.received[0]).toMatchObject({ secure: true, user: 'koji' });
});

it('uses TLS without a login where the server offers it, whoever signed the certificate', async ({
  skip,
}) => {
  skip(!haveOpenssl, 'openssl is not installed');
  const { tls } = await certified();
  const server = await mailServer({ tls });
  const site = await start(server);
  const build = await buildOf(site, { state: BUILD_STATES.COMPLETE });
  await site.do('buildNotification', [['alice@example.com'], build, null, WEB]);
  expect(server.received[0]).toMatchObject({ secure: true, user: undefined });
});

it('sends no password to a server without TLS or with a certificate that nobody vouches for', async ({
  skip,
}) => {
  skip(!haveOpenssl, 'openssl is not installed');
  const tried: unknown[] = [];
  const onAuth: MailServerOptions['onAuth'] = (auth, session, done) => {
    tried.push(auth);
    done(null, { user: 'koji' });
  };
  const { tls } = await certified();
  for (const server of [await mailServer({ onAuth }), await mailServer({ tls, onAuth })]) {
    const site = await start(server, { settings: { smtp_user: 'koji', smtp_pass: 's3cret' } });
    const build = await buildOf(site, { state: BUILD_STATES.COMPLETE });
    const ended = await site.do('buildNotification', [['alice@example.com'], build, null, WEB]);
    expect(ended.state).toBe(TASK_STATES.FAILED);
    expect(server.received).toEqual([]);
  }
  expect(tried).toEqual([]);
});

it('shows no password, not even where the server repeats it', async ({ skip }) => {
  skip(!haveOpenssl, 'openssl is not installed');
  const { tls, serverca } = await certified();
  const onAuth: MailServerOptions['onAuth'] = ({ password }, session, done) =>
    done(new Error(`${password} is not the password`));
  const server = await mailServer({ tls, onAuth });
  const said: string[] = [];
  const keep = (text: string) => void said.push(text);
  const log = { debug: keep, info: keep, warn: keep, error: keep };
  const login = { smtp_user: 'koji', smtp_pass: 's3cret', serverca };
  const site = await start(server, { settings: login, log });
  const build = await buildOf(site, { state: BUILD_STATES.COMPLETE });
  const ended = await site.do('buildNotification', [['alice@example.com'], build, null, WEB]);
  expect(ended.state).toBe(TASK_STATES.FAILED);
  expect(ended.result).toMatch(/\*{8} is not the password/);
  expect([ended.result, ...said].join('\n')).not.toContain('s3cret');
});
