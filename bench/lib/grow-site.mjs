// What lies in a database beside what a call is about: more builds, RPMs, tasks and buildroot listings, of packages and tasks that
// the calls of the benchmark do not name. Made inside PostgreSQL.

/** A tenth of Fedora's database. */
export const TENTH = { builds: 300_000, rpms: 4_000_000, tasks: 15_000_000, listed: 100_000_000 };

/**
 * Adds a part of that to a site which `fillLargeSite` has filled.
 * @param {import('pg').Client} client
 * @param {typeof TENTH} sizes rows of each kind.
 */
export async function growSite(client, { builds, rpms, tasks, listed }) {
  const event = '(SELECT max(id) FROM events)';
  const owner = `(SELECT min(id) FROM users WHERE name = 'dev1') + g % 150`;
  const ago = `now() - (g % 5000000) * interval '1 minute'`;
  const perBuild = Math.ceil(rpms / builds);
  const perRoot = 400;
  const roots = Math.ceil(listed / perRoot);
  const document = `'<?xml version=''1.0''?><methodCall><methodName>buildArch</methodName><params><param><value><string>tasks/' || g || '/x.src.rpm</string></value></param></params></methodCall>'`;
  const statements = [
    // The rows fit together by how they are made: looking each of them up takes most of the time.
    `SET session_replication_role = replica`,
    `INSERT INTO package (name) SELECT 'grown-' || g FROM generate_series(0, ${Math.ceil(builds / 15)}) AS s(g)`,
    `INSERT INTO task (state, create_time, start_time, completion_time, channel_id, owner, method, request, arch, priority, weight)
       SELECT CASE g % 50 WHEN 0 THEN 5 ELSE 2 END, ${ago}, ${ago}, ${ago}, 1, ${owner},
         CASE g % 3 WHEN 0 THEN 'build' WHEN 1 THEN 'buildArch' ELSE 'newRepo' END, ${document}, 'noarch', 20, 1.0
         FROM generate_series(1, ${tasks}) AS s(g)`,
    `INSERT INTO build (volume_id, pkg_id, version, release, start_time, completion_time, state, owner, create_event)
       SELECT 0, (SELECT min(id) FROM package WHERE name = 'grown-0') + g / 15, '1.' || g % 15, '1.fc40', ${ago}, ${ago}, 1, ${owner}, ${event}
         FROM generate_series(0, ${builds - 1}) AS s(g)`,
    `INSERT INTO build_types (build_id, btype_id)
       SELECT build.id, 1 FROM build JOIN package ON package.id = build.pkg_id WHERE package.name LIKE 'grown-%'`,
    `INSERT INTO rpminfo (build_id, name, version, release, arch, draft, external_repo_id, payloadhash, size, buildtime)
       SELECT build.id, package.name || '-' || g, build.version, build.release, 'x86_64', false, 0, md5(build.id::text || g), 1000, 1700000000
         FROM build JOIN package ON package.id = build.pkg_id CROSS JOIN generate_series(1, ${perBuild}) AS s(g)
        WHERE package.name LIKE 'grown-%'`,
    `INSERT INTO buildroot (br_type) SELECT 0 FROM generate_series(1, ${roots})`,
    `INSERT INTO buildroot_listing (buildroot_id, rpm_id)
       SELECT buildroot.id, first.id + (buildroot.id * 37 + g) % ${rpms} FROM buildroot CROSS JOIN generate_series(1, ${perRoot}) AS s(g)
         CROSS JOIN (SELECT min(id) AS id FROM rpminfo) AS first`,
    `SET session_replication_role = DEFAULT`,
    `ANALYZE`,
  ];
  for (const statement of statements) await client.query(statement);
}
