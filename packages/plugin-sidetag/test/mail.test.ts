import { asHub, defaultHubConfig } from '@kojikit/hub-core';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { MailServer } from '@kojikit/testing/mail';
import sql from 'sql-template-tag';
import { afterEach, expect, it, vi } from 'vitest';
import type { DescribedSideTag } from '../src/api.js';
import { cleanUpByRules } from '../src/hub/cleanup/cleanup-job.js';
import { sidetagConfig } from '../src/hub/config.js';
import plugin from '../src/hub.js';

const servers: MailServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(options?: Parameters<typeof MailServer.start>[0]): Promise<MailServer> {
  const server = await MailServer.start(options);
  servers.push(server);
  return server;
}

const refusal = (text: string, responseCode: number) => Object.assign(new Error(text), { responseCode });

eachDatabase('mail about side tags that will be removed', (open) => {
  const start = async (server: MailServer, more = '') => {
    const hub = await open({
      config:
        '[hub]\nPlugins = sidetag\nEmailDomain = example.com\nKojiWebURL = http://koji.example.com/koji\n' +
        'Housekeeping = no\n[policy]\nsidetag =\n    all :: allow\n',
      plugins: [plugin],
      pluginConfig: {
        'sidetag.conf': `[mail]\nsmtp_host = 127.0.0.1\nsmtp_port = ${server.port}\n${more}`,
      },
    });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['base']);
    const alice = await hub.as('alice');
    hub.hub.start();
    // One day is less than the notice of two days, so the next look at it announces the removal.
    const make = async () =>
      ((await alice.call('createSideTag', ['base'], { expires: '1d' })) as { name: string }).name;
    return { hub, admin, alice, make };
  };
  const look = (hub: TestHub) => asHub(hub.hub.parts, 'job', (ctx) => cleanUpByRules(ctx));
  const queued = (hub: TestHub) =>
    asHub(hub.hub.parts, 'test', (ctx) =>
      ctx.db.all<{ attempts: number; not_before: number }>(
        sql`SELECT attempts, not_before FROM kojikit_sidetag_mail`,
      ),
    );
  const again = (hub: TestHub) =>
    asHub(hub.hub.parts, 'test', async (ctx) => {
      await ctx.db.run(sql`UPDATE kojikit_sidetag_mail SET not_before = 0`);
      ctx.afterCommit(() => ctx.signals.announce('sidetag:mail'));
    });
  const soon = { timeout: 10_000 };

  it('tells every owner once which tag goes, when, why, and how to keep it', async () => {
    const server = await serve();
    const { hub, admin, alice, make } = await start(server);
    const name = await make();
    await alice.call('addSideTagOwner', [name, 'kojiadmin']);
    await look(hub);
    await look(hub);
    await expect.poll(() => server.received.length, soon).toBe(1);
    await expect.poll(() => queued(hub), soon).toEqual([]);
    const [{ to, text }] = server.received as [MailServer['received'][number]];
    expect(to).toEqual(['alice@example.com', 'kojiadmin@example.com']);
    const [{ id, warned_ts: warned }] = (await admin.call('describeSideTags')) as [DescribedSideTag];
    expect(text).toMatch(/^From: koji@example\.com\r$/m);
    expect(text).toContain(`Message-ID: <sidetag-${id}-${warned}@example.com>`);
    expect(text).toContain('Auto-Submitted: auto-generated');
    expect(text.replace(/\r\n /g, ' ')).toMatch(
      new RegExp(
        `^Subject: Side tag ${name} will be removed on \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\r$`,
        'm',
      ),
    );
    expect(text).toContain(`koji edit-sidetag ${name} --expires 14d`);
    expect(text).toContain(`http://koji.example.com/koji/taginfo?tagID=${id}`);
    expect(server.received).toHaveLength(1);
  });

  it('leaves those alone who opted out', async () => {
    const server = await serve();
    const { hub, alice, make } = await start(server);
    const name = await make();
    await alice.call('addSideTagOwner', [name, 'kojiadmin']);
    await alice.call('createNotificationBlock', ['alice', null, null]);
    await look(hub);
    await expect.poll(() => server.received.map(({ to }) => to), soon).toEqual([['kojiadmin@example.com']]);
  });

  it('waits while the mail server is not willing, and sends the same mail then', async () => {
    let willing = false;
    const server = await serve({
      onRcptTo: (address, session, done) => done(willing ? undefined : refusal('try later', 451)),
    });
    const { hub, make } = await start(server);
    await make();
    await look(hub);
    await expect.poll(async () => (await queued(hub))[0]?.attempts, soon).toBe(1);
    expect((await queued(hub))[0]!.not_before).toBeGreaterThan(Date.now() / 1000);
    willing = true;
    await again(hub);
    await expect.poll(() => server.received.length, soon).toBe(1);
    await expect.poll(() => queued(hub), soon).toEqual([]);
  });

  it('does not try again what the mail server refuses for good', async () => {
    const server = await serve({
      onRcptTo: (address, session, done) => done(refusal('no such user', 550)),
    });
    const { hub, make } = await start(server);
    await make();
    await look(hub);
    await expect.poll(() => queued(hub), soon).toEqual([]);
    expect(server.received).toEqual([]);
  });

  it('is not sent any more when the side tag was kept meanwhile', async () => {
    const server = await serve({
      onRcptTo: (address, session, done) => done(refusal('try later', 451)),
    });
    const { hub, alice, make } = await start(server);
    const [kept, removed] = [await make(), await make()];
    await look(hub);
    await expect.poll(async () => (await queued(hub)).map(({ attempts }) => attempts), soon).toEqual([1, 1]);
    await alice.call('setSideTagExpiry', [kept, '30d']);
    await alice.call('removeSideTag', [removed]);
    await look(hub);
    expect(await queued(hub)).toEqual([]);
  });

  it('never says its password over a connection that others can read', async () => {
    const onAuth = vi.fn();
    const server = await serve({ onAuth });
    const { hub, make } = await start(server, 'smtp_user = koji\nsmtp_pass = secret\n');
    await make();
    await look(hub);
    await expect.poll(async () => (await queued(hub))[0]?.attempts, soon).toBe(1);
    expect(onAuth).not.toHaveBeenCalled();
    expect(server.received).toEqual([]);
  });
});

it.each([
  ['smtp_user = koji\n', 'smtp_user and smtp_pass belong together: set both, or none'],
  ['smtp_port = many\n', '"many" is no port, expected a whole number from 1 to 65535'],
  ['smtp_server = mail\n', 'unknown option smtp_server in [mail]'],
])('refuses %j', (text, message) => {
  const config = defaultHubConfig({}, { 'sidetag.conf': `[mail]\n${text}` });
  expect(() => config.pluginConfig('sidetag', sidetagConfig)).toThrow(message);
});
