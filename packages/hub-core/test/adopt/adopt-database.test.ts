import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eachEmptyDatabase } from '@kojikit/testing';
import { expect, it, onTestFinished } from 'vitest';
import sql from 'sql-template-tag';
import { SiteDatabase } from '../../src/adopt/database/site-database.js';
import { exitCodeOf } from '../../src/adopt/report/site-report.js';
import { coreMigrations } from '../../src/db/migrations/core-migrations.js';
import { migrate } from '../../src/db/migrations/migrate.js';
import { openDatabase } from '../../src/db/open-database.js';
import { havePgbouncer, startPgbouncer } from '../db/pgbouncer.js';
import { KojiSite, said } from './koji-site.js';

const ADMIN = [
  "INSERT INTO users (name, status, usertype) VALUES ('ann', 0, 0)",
  `INSERT INTO user_perms (user_id, perm_id, create_event, creator_id)
    SELECT users.id, permissions.id, get_event(), users.id FROM users, permissions WHERE permissions.name = 'admin'`,
];
const HOST = [
  "INSERT INTO users (name, status, usertype) VALUES ('builder', 0, 1)",
  "INSERT INTO host (user_id, name, update_time) SELECT id, name, now() FROM users WHERE name = 'builder'",
  `INSERT INTO host_config (host_id, arches, creator_id) SELECT host.id, 'x86_64 i386', user_id FROM host`,
];

// Koji has PostgreSQL alone, and so has what is adopted.
eachEmptyDatabase('a database of Koji', (make, engine) => {
  if (engine !== 'postgresql') return;
  const open = async () => KojiSite.make(await make());

  it('needs koji-hub init and nothing else, and nothing at all after it', async () => {
    const site = await open();
    await site.run(...ADMIN, ...HOST);
    const before = await site.look();
    expect(said(before, 'fails')).toEqual([]);
    expect(said(before, 'step')).toEqual([
      'database: koji-hub init would add tables, indexes and triggers of its own, named kojikit_…, in these steps: ' +
        coreMigrations
          .slice(1)
          .map(({ name }) => name)
          .join(', '),
    ]);
    expect(exitCodeOf(before)).toBe(1);

    const database = await openDatabase({ kind: 'postgresql', url: site.url });
    await migrate(database, coreMigrations);
    await database.close();
    const after = await site.look();
    expect(said(after, 'step')).toEqual([]);
    expect(exitCodeOf(after)).toBe(0);
    expect(said(after, 'works')).toContain(
      'database: koji-hub init has been here already and has nothing to add',
    );
  });

  it('of an older Koji needs the upgrade files from the first one that was not run', async () => {
    const site = await open();
    await site.run(
      'DROP TABLE repo_queue',
      'DROP TABLE locks',
      'ALTER TABLE sessions DROP COLUMN renew_time',
    );
    const report = await site.look();
    expect(said(report, 'fails')).toEqual([
      'tables: the database lacks sessions.renew_time, repo_queue, locks, which Koji 1.35 has',
    ]);
    expect(report.steps[0]?.steps[0]).toMatch(
      /schema-upgrade-1\.32-1\.33\.sql, schema-upgrade-1\.33-1\.34\.sql, schema-upgrade-1\.34-1\.35\.sql/,
    );
    expect(exitCodeOf(report)).toBe(2);
  });

  it('that was changed by hand is told from the one of Koji, fact by fact', async () => {
    const site = await open();
    await site.run(
      ...ADMIN,
      'ALTER TABLE task ALTER COLUMN label TYPE TEXT',
      'ALTER TABLE tag DROP CONSTRAINT tag_name_key',
      'ALTER TABLE tag_listing DROP CONSTRAINT tag_listing_tag_id_fkey',
      'ALTER TABLE sessions DROP CONSTRAINT no_closed_exclusive',
      'DROP INDEX build_by_pkg_id',
      'CREATE TABLE site_notes (note TEXT)',
      "DELETE FROM permissions WHERE name = 'draft-promoter'",
      "DELETE FROM archivetypes WHERE name = 'wsl'",
      "SELECT setval('users_id_seq', 1)",
      "INSERT INTO users (id, name, status, usertype) VALUES (40, 'ben', 0, 0)",
      `CREATE FUNCTION tell() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
      'CREATE TRIGGER told BEFORE INSERT ON build FOR EACH ROW EXECUTE FUNCTION tell()',
    );
    const report = await site.look();
    expect(said(report, 'fails')).toEqual([]);
    expect(said(report, 'step').filter((line) => line.startsWith('tables: '))).toEqual([
      'tables: sessions has no constraint no_closed_exclusive',
      'tables: task.label is of the type text, in Koji 1.35 of character varying(255)',
      'tables: build has no index build_by_pkg_id: what uses it is slow, in Koji as well as here',
      'tables: build has triggers of its own: told',
      'tables: tag may have rows that are the same in name',
      'tables: tag_listing has no foreign key tag_id -> tag',
      'tables: rows that Koji 1.35 begins with are missing: draft-promoter in permissions',
      'tables: the sequence of users stands at 1, though there is the id 40',
    ]);
    expect(said(report, 'works')).toContain(
      'tables: tables that Koji does not have stay as they are: site_notes',
    );
  });

  it('tells of users, tasks, hosts and builds what the move means for them', async () => {
    const site = await open();
    await site.run(
      ...ADMIN,
      ...HOST,
      "UPDATE users SET password = 'pw' WHERE name = 'ann'",
      "INSERT INTO user_krb_principals (user_id, krb_principal) SELECT id, 'builder@EXAMPLE.COM' FROM users WHERE name = 'builder'",
      "INSERT INTO task (state, method, owner, channel_id, arch) SELECT 2, method, 1, 1, 'noarch' FROM unnest('{build,buildArch,runroot,maven,maven}'::text[]) AS method",
      "INSERT INTO task (state, method, owner, channel_id, arch, create_time) VALUES (2, 'livecd', 1, 1, 'noarch', now() - interval '1 year')",
      "INSERT INTO task (state, method, owner, channel_id, arch) VALUES (0, 'build', 1, 1, 'noarch')",
      "INSERT INTO content_generator (name) VALUES ('osbs')",
      "INSERT INTO external_repo (name) VALUES ('mirror')",
      "INSERT INTO external_repo_config (external_repo_id, url, creator_id) SELECT id, '/srv/mirror', 1 FROM external_repo WHERE name = 'mirror'",
    );
    const report = await site.look();
    const steps = said(report, 'step');
    expect(steps).toContain('accounts: 1 of them has a Kerberos principal');
    expect(steps).toContain('accounts: 1 of them has a password, which Koji keeps in clear text');
    expect(steps).toContain('tasks and hosts: unfinished: 1 task');
    expect(steps).toContain(
      'tasks and hosts: our builder does not do these tasks of the last 90 days: maven (2)',
    );
    expect(steps).toContain('builds and repos: the external repo mirror has the address /srv/mirror');
    const works = said(report, 'works');
    expect(works).toContain(
      'tasks and hosts: our builder does these tasks of the last 90 days: build (2), buildArch (1)',
    );
    expect(works).toContain(
      'tasks and hosts: our builder does these tasks of the last 90 days with @kojikit/plugin-runroot: runroot (1)',
    );
    expect(works).toContain('builds and repos: content generators import as before: osbs (0 users)');
    expect([...works, ...steps].join()).not.toContain('livecd (');
  });

  it('has its files where it says, or the report says which are not', async () => {
    const site = await open();
    await site.run(
      ...ADMIN,
      "INSERT INTO volume (name) VALUES ('archive')",
      "INSERT INTO package (name) VALUES ('hello')",
      ...['1', '2'].map(
        (version) =>
          `INSERT INTO build (volume_id, pkg_id, version, release, state, owner, completion_time)
           VALUES (0, 1, '${version}', '1', 1, 1, now())`,
      ),
    );
    expect(said(await site.look(), 'fails')).toEqual([
      `folders: the volume archive is not at ${join(site.top, 'vol/archive')}`,
      `folders: 2 of the newest 2 builds have no files here, such as ${join(site.top, 'packages/hello/2/1')}`,
    ]);
    mkdirSync(join(site.top, 'vol/archive'), { recursive: true });
    mkdirSync(join(site.top, 'packages/hello/1/1/data/signed/1234abcd'), { recursive: true });
    mkdirSync(join(site.top, 'packages/hello/2/1'), { recursive: true });
    mkdirSync(join(site.top, 'compose'));
    const report = await site.look();
    expect(said(report, 'fails')).toEqual([]);
    expect(said(report, 'step')).toContain(
      `folders: ${site.top} also holds compose, which Koji's Apache serves and this hub does not`,
    );
    const works = said(report, 'works');
    expect(works).toContain('folders: the files of the newest 2 builds are where the database says');
    expect(works).toContain(
      'folders: signed copies are served as before, those of the newest builds by the keys 1234abcd',
    );
  });

  it('is looked at by who may only read, and cannot be written to by the look', async () => {
    const site = await open();
    const reader = `kojikit_reader_${process.pid}`;
    await site.run(
      ...ADMIN,
      `CREATE ROLE ${reader} LOGIN PASSWORD 'reader'`,
      `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${reader}`,
    );
    const url = new URL(site.url);
    url.username = reader;
    url.password = 'reader';
    const db = await SiteDatabase.open({ url: site.url });
    await expect(db.rows(sql`DELETE FROM users RETURNING id`)).rejects.toThrow('read-only transaction');
    const deletion = db.ask((knex) => knex('users').delete());
    await expect(deletion).rejects.toThrow('read-only transaction');
    await db.close();

    site.configure('', url.href);
    const report = await site.look();
    expect(said(report, 'fails')).toEqual([]);
    expect(said(report, 'step').join('\n')).toContain(
      `the database user ${reader} may not make tables or indexes here`,
    );
    expect(said(report, 'step').join('\n')).not.toContain('could not be looked at');
    await site.run(`DROP OWNED BY ${reader}`, `DROP ROLE ${reader}`);
  });

  it('is looked at through pgbouncer in transaction mode as it is past it', async ({ skip }) => {
    skip(!havePgbouncer(), 'pgbouncer is not installed');
    const site = await open();
    await site.run(...ADMIN, ...HOST);
    const direct = await site.look();
    const pooled = await startPgbouncer(site.url);
    site.configure('', pooled);
    const first = await site.look();
    expect(first.findings).toEqual(direct.findings);
    // The second look gets the server connections that the first one has used.
    expect((await site.look()).findings).toEqual(direct.findings);
    const db = await SiteDatabase.open({ url: pooled });
    await expect(db.rows(sql`DELETE FROM users RETURNING id`)).rejects.toThrow('read-only transaction');
    await db.close();
    // What the look says to its transactions is none of those who get the same server connections.
    const others = await openDatabase({ kind: 'postgresql', url: pooled, preparedStatements: false });
    onTestFinished(() => others.close());
    await others.transaction((queries) => queries.run(sql`UPDATE users SET status = 1 WHERE name = 'ann'`));
  });

  it('that cannot be reached is a finding, beside all that was found elsewhere', async () => {
    const site = await open();
    const url = new URL(site.url);
    url.pathname = '/no_such_database';
    site.configure('Plugins = sidetag_hub\n', url.href);
    const report = await site.look();
    expect(said(report, 'fails')).toEqual([
      expect.stringMatching(/^database: the database cannot be reached: .*no_such_database/),
    ]);
    expect(report.findings.some(({ subject }) => subject === 'plugins')).toBe(true);
  });
});
