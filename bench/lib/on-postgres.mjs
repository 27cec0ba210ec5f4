import pg from 'pg';

/** Runs something with the address of an empty database on the server that KOJIKIT_BENCH_POSTGRES names; not without one. */
export async function onPostgres(body) {
  const server = process.env.KOJIKIT_BENCH_POSTGRES;
  if (!server) return;
  const name = `kojikit_bench_${process.pid}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  try {
    const url = new URL(server);
    url.pathname = `/${name}`;
    await body(url.href);
  } finally {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  }
}
