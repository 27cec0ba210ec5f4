import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { readBody, type HubRequest } from '../index.js';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { setPassword } from './passwords.js';

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
