import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { readBody, type HubRequest } from '../index.js';
import { setPassword } from './passwords.js';
import { digestStoredKeys } from './session-key.js';

/** Calls with headers, certificate and the like as given. */
async function send(hub: TestHub, method: string, params: unknown[], request: Partial<HubRequest> = {}) {
  const response = await hub.request({
    ...request,
    headers: { 'content-type': 'text/xml', ...request.headers },
    body: Buffer.from(encodeCall(method, params)),
  });
  return decodeResponse(await readBody(response.body));
}

type Ticket = Record<'session-id' | 'session-key', string | number>;

const headersOf = (ticket: Ticket, callNumber?: number) => ({
  'koji-session-id': String(ticket['session-id']),
  'koji-session-key': String(ticket['session-key']),
  ...(callNumber === undefined ? {} : { 'koji-session-callnum': String(callNumber) }),
});

const login = async (hub: TestHub, user: string, request: Partial<HubRequest> = {}): Promise<Ticket> =>
  (await send(hub, 'login', [user, 'pw'], request)) as Ticket;

eachDatabase('sessions', (open) => {
  it('belong to the address that they were opened from', async () => {
    const hub = await open();
    const ticket = await login(hub, 'alice', { remoteAddress: '10.0.0.1' });
    const headers = headersOf(ticket);
    await expect(
      send(hub, 'getLoggedInUser', [], { headers, remoteAddress: '10.0.0.1' }),
    ).resolves.toMatchObject({
      name: 'alice',
    });
    await expect(send(hub, 'getLoggedInUser', [], { headers, remoteAddress: '10.0.0.2' })).rejects.toThrow(
      'Invalid session or bad credentials',
    );
  });

  it('tell who is logged in and what they may in one query, also through groups', async () => {
    const hub = await open({ users: ['bob'] });
    const admin = await hub.as('kojiadmin');
    await admin.call('newGroup', ['packagers']);
    await admin.call('addGroupMember', ['packagers', 'bob']);
    await admin.call('grantPermission', ['packagers', 'repo']);
    await admin.call('grantPermission', ['packagers', 'tag']);
    await admin.call('grantPermission', ['bob', 'tag']);
    await admin.call('grantPermission', ['bob', 'image']);
    await admin.call('revokePermission', ['bob', 'image']);
    const bob = await hub.as('bob');
    const permissions = async () =>
      (await bob.call<{ permissions: string[] }>('describeLogin')).permissions.sort();
    const asked = await hub.queriesOf(async () => expect(await permissions()).toEqual(['repo', 'tag']));
    expect(asked).toHaveLength(1);
    await admin.call('dropGroupMember', ['packagers', 'bob']);
    expect(await bob.call('describeLogin')).toEqual({ id: 3, name: 'bob', permissions: ['tag'] });
    expect(await (await hub.as('alice')).call('describeLogin')).toMatchObject({ permissions: [] });
    expect(await hub.anonymous.call('describeLogin')).toBeNull();
  });

  it('go with any address when CheckClientIP is off', async () => {
    const hub = await open({ config: { CheckClientIP: false } });
    const headers = headersOf(await login(hub, 'alice', { remoteAddress: '10.0.0.1' }));
    await expect(send(hub, 'getPerms', [], { headers, remoteAddress: '10.0.0.2' })).resolves.toEqual([]);
  });

  it('expire with their subsessions when they are not renewed, and go on under their number when they are', async () => {
    const hub = await open({ config: { SessionRenewalTimeout: 10 } });
    const ticket = await login(hub, 'alice');
    const id = Number(ticket['session-id']);
    const child = (await send(hub, 'subsession', [], { headers: headersOf(ticket) })) as Ticket;
    await hub.database.transaction((db) =>
      db.run(sql`UPDATE sessions SET start_time = '2020-01-01 00:00:00.000000+00:00' WHERE id = ${id}`),
    );
    await expect(send(hub, 'getPerms', [], { headers: headersOf(ticket) })).rejects.toMatchObject({
      faultName: 'AuthExpired',
      message: `session "${id}" has expired`,
    });
    await expect(send(hub, 'getPerms', [], { headers: headersOf(child) })).rejects.toThrow('has expired');

    const renewal = { headers: headersOf(ticket) };
    const renewed = (await send(hub, 'login', ['alice', 'pw', null, true], renewal)) as Ticket;
    expect(renewed['session-id']).toBe(id);
    expect(renewed['session-key']).not.toBe(ticket['session-key']);
    await expect(send(hub, 'getPerms', [], { headers: headersOf(renewed) })).resolves.toEqual([]);
    await expect(send(hub, 'getPerms', [], { headers: headersOf(ticket) })).rejects.toThrow(
      'Invalid session',
    );
  });

  it('are renewed by their own user only', async () => {
    const hub = await open({ users: ['bob'] });
    const ticket = await login(hub, 'alice');
    const expire = () => hub.database.transaction((db) => db.run(sql`UPDATE sessions SET expired = true`));
    await expire();
    const headers = headersOf(ticket);
    await expect(send(hub, 'login', ['bob', 'pw', null, true], { headers })).rejects.toMatchObject({
      faultName: 'AuthError',
      message: `session ${ticket['session-id']} belongs to another user: it cannot be renewed`,
    });
    const certificate = { subject: 'CN=bob', components: { CN: 'bob' } };
    await expect(
      send(hub, 'sslLogin', [null, null, true], { headers, clientCertificate: certificate }),
    ).rejects.toThrow('belongs to another user');
    await expect(send(hub, 'getPerms', [], { headers })).rejects.toThrow('has expired');
    const own = (await send(hub, 'login', ['alice', 'pw', null, true], { headers })) as Ticket;
    expect(own['session-id']).toBe(ticket['session-id']);
  });

  it('are not renewed when they are below one that was closed', async () => {
    const hub = await open();
    const master = await login(hub, 'alice');
    const child = (await send(hub, 'subsession', [], { headers: headersOf(master) })) as Ticket;
    const id = Number(child['session-id']);
    await hub.database.transaction(async (db) => {
      await db.run(sql`UPDATE sessions SET expired = true WHERE id = ${id}`);
      await db.run(sql`UPDATE sessions SET closed = true WHERE id = ${Number(master['session-id'])}`);
    });
    const renewal = { headers: headersOf(child) };
    expect(await send(hub, 'login', ['alice', 'pw', null, true], renewal)).toBeNull();
    await expect(send(hub, 'getPerms', [], renewal)).rejects.toThrow('has expired');
  });

  it('stand in the database as digests unless it is shared with a hub of Koji', async () => {
    for (const SharedSessions of [true, false]) {
      const hub = await open({ config: { SharedSessions } });
      const ticket = await login(hub, 'alice');
      const stored = await hub.database.transaction((db) => db.value<string>(sql`SELECT key FROM sessions`));
      const asItIs = SharedSessions && hub.engine === 'postgresql';
      if (asItIs) expect(stored).toBe(ticket['session-key']);
      else expect(stored).toMatch(/^sha256\$[\w-]{43}$/);
      const thief = { ...ticket, 'session-key': stored ?? '' };
      const stolen = send(hub, 'getPerms', [], { headers: headersOf(thief) });
      if (!asItIs) await expect(stolen).rejects.toThrow('Invalid session');
      await stolen.catch(() => undefined);
      await expect(send(hub, 'getPerms', [], { headers: headersOf(ticket) })).resolves.toEqual([]);
    }
  });

  it('that were stored as they are go on when digests take their place', async () => {
    const hub = await open({ config: { SharedSessions: false } });
    const ticket = await login(hub, 'alice');
    const key = String(ticket['session-key']);
    await hub.database.transaction((db) => db.run(sql`UPDATE sessions SET key = ${key}`));
    await expect(send(hub, 'getPerms', [], { headers: headersOf(ticket) })).resolves.toEqual([]);
    await digestStoredKeys(hub.database, hub.hub.config);
    const stored = await hub.database.transaction((db) => db.value<string>(sql`SELECT key FROM sessions`));
    expect(stored).toMatch(/^sha256/);
    await expect(send(hub, 'getPerms', [], { headers: headersOf(ticket) })).resolves.toEqual([]);
  });

  it('leave their row alone when a call only reads', async () => {
    const hub = await open();
    const ticket = await login(hub, 'alice');
    const row = () =>
      hub.database.transaction((db) => db.first(sql`SELECT callnum, update_time FROM sessions`));
    const before = await row();
    await send(hub, 'getLoggedInUser', [], { headers: headersOf(ticket, 7) });
    expect(await row()).toEqual(before);
  });

  it('are marked as used by a read when they were not for ten minutes', async () => {
    const hub = await open();
    const ticket = await login(hub, 'alice');
    const old = '2020-01-01 00:00:00.000000+00:00';
    await hub.database.transaction((db) => db.run(sql`UPDATE sessions SET update_time = ${old}`));
    await send(hub, 'getLoggedInUser', [], { headers: headersOf(ticket) });
    const time = await hub.database.transaction((db) => db.value(sql`SELECT update_time FROM sessions`));
    expect(time).not.toBe(old);
  });

  it('are marked as used by a write, but not again within seconds', async () => {
    const hub = await open();
    const ticket = await login(hub, 'kojiadmin');
    const row = () =>
      hub.database.transaction((db) =>
        db.first<{ callnum: number; update_time: string }>(sql`SELECT callnum, update_time FROM sessions`),
      );
    const write = (name: string, number: number) =>
      send(hub, 'createTag', [name], { headers: headersOf(ticket, number) });
    const mark = async (seconds: number) => {
      const moment = hub.database.dialect.moment(Date.now() / 1000 + seconds);
      await hub.database.transaction((db) => db.run(sql`UPDATE sessions SET update_time = ${moment}`));
    };
    for (const seconds of [-60, 60]) {
      await mark(seconds);
      const before = await row();
      await write(`first${seconds}`, 100 + seconds);
      const after = await row();
      expect(after?.callnum).toBe(100 + seconds);
      expect(after?.update_time).not.toBe(before?.update_time);
      await write(`second${seconds}`, 101 + seconds);
      expect(await row()).toEqual({ callnum: 101 + seconds, update_time: after?.update_time });
    }
    // The clock of the database may be ahead a little.
    await mark(2);
    const before = await row();
    await write('third', 200);
    expect(await row()).toEqual({ callnum: 200, update_time: before?.update_time });
  });

  it('let one of two writing calls with the same number through', async () => {
    const hub = await open();
    const headers = headersOf(await login(hub, 'kojiadmin'), 3);
    const answers = await Promise.allSettled(
      ['a', 'b'].map((name) => send(hub, 'createTag', [`t-${name}`], { headers })),
    );
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]!.reason).toMatchObject({ faultName: 'RetryError' });
    const tags = await hub.database.transaction((db) => db.column(sql`SELECT name FROM tag`));
    expect(tags).toHaveLength(1);
  });

  it('refuse parts that are no numbers with an AuthError', async () => {
    const hub = await open();
    const key = { 'koji-session-key': 'x' };
    await expect(send(hub, 'hello', [], { headers: { ...key, 'koji-session-id': 'x' } })).rejects.toThrow(
      "Invalid session id: 'x'",
    );
    await expect(send(hub, 'hello', [], { query: 'session-id=1&session-key=k&callnum=z' })).rejects.toThrow(
      "Invalid callnum: 'z'",
    );
    await expect(send(hub, 'hello', [], { query: 'a=b' })).rejects.toThrow(
      "'session-id' not specified in session args",
    );
  });
});

eachDatabase('passwords', (open) => {
  it('are stored as hashes, which decide alone', async () => {
    const hub = await open();
    await hub.database.transaction(async (db) => {
      await db.run(sql`UPDATE users SET password = 'old' WHERE name = 'alice'`);
      await setPassword(db, 2, 'new');
    });
    await expect(send(hub, 'login', ['alice', 'new'])).resolves.toMatchObject({ 'header-auth': true });
    await expect(send(hub, 'login', ['alice', 'old'])).rejects.toThrow('invalid username or password');
  });

  it('in clear text, as Koji keeps them, log in where there is no hash', async () => {
    const hub = await open();
    await hub.database.transaction(async (db) => {
      await db.run(sql`DELETE FROM kojikit_passwords`);
      await db.run(sql`UPDATE users SET password = 'plain' WHERE name = 'alice'`);
    });
    await expect(send(hub, 'login', ['alice', 'plain'])).resolves.toMatchObject({ 'header-auth': true });
    await expect(send(hub, 'login', ['alice', 'pw'])).rejects.toThrow('invalid username or password');
  });
});

eachDatabase('guesses at passwords', (open) => {
  const guess = (hub: TestHub, user: string, remoteAddress: string, password = 'wrong') =>
    send(hub, 'login', [user, password], { remoteAddress });

  it('are slowed, also for users who do not exist, and the right one is not looked at then', async () => {
    const hub = await open({ config: { LoginAttempts: 2, LoginPause: 600 } });
    for (const user of ['alice', 'nobody']) {
      for (const count of [1, 2])
        await expect(guess(hub, user, '10.0.0.1'), `${user} ${count}`).rejects.toThrow('invalid username');
      await expect(guess(hub, user, '10.0.0.1')).rejects.toMatchObject({
        faultName: 'AuthError',
        message: expect.stringMatching(/^too many failed logins: try again in \d+ seconds$/),
      });
    }
    await expect(guess(hub, 'alice', '10.0.0.1', 'pw')).rejects.toThrow('too many failed logins');
    await expect(guess(hub, 'alice', '10.0.0.2', 'pw')).resolves.toMatchObject({ 'header-auth': true });
  });

  it('within one request count like others', async () => {
    const hub = await open({ config: { LoginAttempts: 2, LoginPause: 600 } });
    const calls = Array.from({ length: 4 }, () => ({ methodName: 'login', params: ['alice', 'wrong'] }));
    const answers = (await send(hub, 'multiCall', [calls])) as { faultString: string }[];
    expect(answers.map(({ faultString }) => /^too many/.test(faultString))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('of others from many addresses do not keep out who was there before, also after a restart', async () => {
    const hub = await open({ config: { LoginAttempts: 1, LoginPause: 600 } });
    await hub.database.transaction((db) =>
      db.insert('sessions', { user_id: 2, hostip: '10.0.0.1', closed: true, expired: true }),
    );
    for (let count = 0; count < 5; count += 1)
      await expect(guess(hub, 'alice', `10.1.0.${count}`)).rejects.toThrow('invalid username');
    await expect(guess(hub, 'alice', '10.0.0.9', 'pw')).rejects.toThrow('too many');
    await expect(guess(hub, 'alice', '10.0.0.1', 'pw')).resolves.toMatchObject({ 'header-auth': true });
  });
});

eachDatabase('logging in with a certificate or a ticket', (open) => {
  const certificate = (name: string) => ({
    clientCertificate: { subject: `CN=${name},O=Example`, components: { CN: name, O: 'Example' } },
  });

  it('takes the user name from the certificate and makes unknown users', async () => {
    const hub = await open();
    const ticket = (await send(hub, 'sslLogin', [], certificate('newcomer'))) as Ticket;
    await expect(send(hub, 'getLoggedInUser', [], { headers: headersOf(ticket) })).resolves.toMatchObject({
      name: 'newcomer',
      authtype: 2,
    });
  });

  it('refuses unknown users when LoginCreatesUser is off', async () => {
    const hub = await open({ config: { LoginCreatesUser: false } });
    await expect(send(hub, 'sslLogin', [], certificate('newcomer'))).rejects.toThrow(
      'Unknown user: newcomer',
    );
    await expect(send(hub, 'sslLogin', [], certificate('alice'))).resolves.toMatchObject({
      'header-auth': true,
    });
  });

  it('lets the named proxies, and nobody else, log in other users', async () => {
    const hub = await open({ config: { ProxyDNs: 'CN=web,O=Example | CN=other' } });
    const ticket = (await send(hub, 'sslLogin', ['alice'], certificate('web'))) as Ticket;
    await expect(send(hub, 'getLoggedInUser', [], { headers: headersOf(ticket) })).resolves.toMatchObject({
      name: 'alice',
    });
    await expect(send(hub, 'sslLogin', ['kojiadmin'], certificate('alice'))).rejects.toThrow(
      'CN=alice,O=Example is not authorized to login other users',
    );
    await expect(send(hub, 'sslLogin', ['alice', 3], certificate('web'))).rejects.toThrow(
      'Proxy must use same auth mechanism as hub',
    );
  });

  it('finds the user of a principal, or gives the user of that name the principal', async () => {
    const hub = await open({ config: { AllowedKrbRealms: 'EXAMPLE.COM' } });
    const ticket = (await send(hub, 'sslLogin', [], { remoteUser: 'alice@EXAMPLE.COM' })) as Ticket;
    await expect(send(hub, 'getLoggedInUser', [], { headers: headersOf(ticket) })).resolves.toMatchObject({
      id: 2,
      authtype: 3,
      krb_principals: ['alice@EXAMPLE.COM'],
    });
    await expect(send(hub, 'sslLogin', [], { remoteUser: 'alice@OTHER.COM' })).rejects.toThrow(
      "Kerberos principal's realm: OTHER.COM is not allowed",
    );
  });

  it('does not log in blocked users', async () => {
    const hub = await open();
    await (await hub.as('kojiadmin')).call('disableUser', ['alice']);
    await expect(send(hub, 'sslLogin', [], certificate('alice'))).rejects.toThrow(
      'logins by alice are not allowed',
    );
  });
});
