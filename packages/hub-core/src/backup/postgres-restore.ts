import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import sql from 'sql-template-tag';
import { migrationsTable, type AppliedMigration } from '../db/migrations/applied-migrations.js';
import type { PostgresOptions } from '../db/postgres/postgres-options.js';
import { serverVersion, withDatabase } from './postgres-backup.js';
import { programAddress, runProgram, startProgram, versionOf } from './postgres-program.js';

/**
 * Reads a dump to its end and returns the steps of the schema that it has. Throws an error for one that is not whole, and for
 * one that is not of a hub.
 */
export async function readPostgresBackup(file: string, signal: AbortSignal): Promise<AppliedMigration[]> {
  await versionOf('pg_restore');
  try {
    await runProgram('pg_restore', ['--file=/dev/null', file], { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(`${file} is not whole, or of a later PostgreSQL than the installed pg_restore`, {
      cause: error,
    });
  }
  const { child, done } = startProgram(
    'pg_restore',
    ['--data-only', `--table=${migrationsTable.name}`, '--file=-', file],
    { stdio: ['ignore', 'pipe', 'pipe'], signal },
  );
  const steps: AppliedMigration[] = [];
  let columns: string[] | undefined;
  for await (const line of createInterface({ input: child.stdout! })) {
    const head = /^COPY \S+ \((.*)\) FROM stdin;$/.exec(line);
    if (head !== null) columns = head[1]!.split(', ');
    else if (line === '\\.') columns = undefined;
    else if (columns !== undefined) {
      const values = line.split('\t');
      const value = (name: string) => values[columns!.indexOf(name)] ?? '';
      steps.push({ name: value('name'), breaking: value('breaking') === 't' });
    }
  }
  await done;
  if (steps.length === 0) throw new Error(`${file} is a dump of another database, not of a hub`);
  return steps;
}

/**
 * Puts a dump into the place of a PostgreSQL database, in one transaction: whatever fails or is killed on the way leaves the
 * old contents, and so does `signal` until all is read. Throws when somebody else is connected to the database, and, unless `replace` is true, when there is anything
 * in it.
 */
export async function restorePostgres(
  file: string,
  options: PostgresOptions,
  replace: boolean,
  signal: AbortSignal,
): Promise<void> {
  await versionOf('psql');
  await assertFree(options, replace);
  const { args, env } = programAddress(options);
  const psql = startProgram(
    'psql',
    ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--file=-', ...args],
    { env, stdio: ['pipe', 'ignore', 'pipe'] },
  );
  const input = psql.child.stdin!;
  // What psql has to say about its end is in `done`.
  input.on('error', () => undefined);
  const script = startProgram('pg_restore', ['--no-owner', '--file=-', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let mayBeGivenUp = true;
  try {
    await say(input, `BEGIN;\n${replace ? EMPTY : ''}`);
    // Without COMMIT, which is said when the dump was read to its end, the server takes everything back.
    await Promise.race([
      Promise.all([pipeline(script.child.stdout!, input, { end: false }), script.done]),
      psql.done.then(() => Promise.reject(new Error('psql ended too early'))),
    ]);
    // From here on nobody could say what an interruption has left.
    signal.throwIfAborted();
    mayBeGivenUp = false;
    await say(input, '\nCOMMIT;\n');
    input.end();
    await psql.done;
  } catch (error) {
    if (mayBeGivenUp) signal.throwIfAborted();
    // A pipe breaks a little before the one who closed it is seen to end, and that one knows why.
    await Promise.race([psql.done, sleep(1000)]);
    throw error;
  } finally {
    for (const { child } of [script, psql]) child.kill('SIGKILL');
  }
}

async function say(input: Writable, text: string): Promise<void> {
  if (!input.write(text) && !input.destroyed) await once(input, 'drain');
}

async function assertFree(options: PostgresOptions, replace: boolean): Promise<void> {
  const program = await versionOf('pg_restore');
  const { others, relations, server } = await withDatabase(options, async (db) => ({
    others: await db.all<{ name: string; count: number }>(OTHERS),
    relations: (await db.value<number>(RELATIONS)) ?? 0,
    server: await serverVersion(db),
  }));
  if (program < server) {
    throw new Error(
      `pg_restore is of PostgreSQL ${program} and the server of ${server}: install the client programs of ${server} or later`,
    );
  }
  if (others.length > 0) {
    const who = others.map(({ name, count }) => `${count} of ${name}`).join(', ');
    throw new Error(
      `the database is in use (connections: ${who}): stop hubs, poolers and other programs first`,
    );
  }
  if (relations > 0 && !replace)
    throw new Error('the database is not empty: --replace puts the backup in its place');
}

/* Of the sessions of other users an ordinary user sees neither the kind nor the program. */
const OTHERS = sql`
  SELECT coalesce(nullif(application_name, ''), 'an unnamed program') AS name, CAST(count(*) AS int) AS count
    FROM pg_stat_activity
   WHERE datname = current_database() AND pid <> pg_backend_pid()
     AND coalesce(backend_type, 'client backend') = 'client backend'
   GROUP BY 1 ORDER BY 1`;

const RELATIONS = sql`
  SELECT CAST(count(*) AS int) FROM pg_class
    JOIN pg_namespace ON pg_namespace.oid = relnamespace
   WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%' AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
     AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')`;

/*
 * Removes everything but the schema `public` itself, which often belongs to somebody else, and extensions. What depends on
 * something that was removed is gone when its turn comes.
 */
const EMPTY = `
DO $empty$
DECLARE
  statement text;
BEGIN
  FOR statement IN
    SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
     WHERE nspname NOT IN ('public', 'information_schema') AND nspname NOT LIKE 'pg\\_%'
       AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_namespace.oid AND deptype = 'e')
    UNION ALL
    SELECT format(
             'DROP %s IF EXISTS public.%I CASCADE',
             CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
               WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END,
             relname)
      FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND NOT relispartition
       AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
    UNION ALL
    SELECT format('DROP %s IF EXISTS %s CASCADE',
             CASE prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END,
             pg_proc.oid::regprocedure)
      FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    UNION ALL
    SELECT format('DROP TYPE IF EXISTS public.%I CASCADE', typname) FROM pg_type
     WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r')
       AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_type.oid AND deptype = 'e')
  LOOP
    EXECUTE statement;
  END LOOP;
END
$empty$;
`;
