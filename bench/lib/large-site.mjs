// A site that has been in use for years: 200 people, 106 builders, 300 tags in chains (base20 inherits from 19 others),
// 4,000 packages, 40,000 builds with 240,000 RPMs, 120,000 tasks. The same rows on each engine, without chance.

const PEOPLE = 200;
const HOSTS = 106;
const TAGS = 300;
const BASES = 20;
const PACKAGES = 4000;
const BUILDS_OF_PACKAGE = 10;
const TASKS = 120_000;

/** Rows of numbers, as both engines count: `FROM (...) AS s(g)`. */
const numbers = (count) =>
  `(WITH RECURSIVE s(g) AS (SELECT 1 UNION ALL SELECT g + 1 FROM s WHERE g < ${count}) SELECT g FROM s) AS s`;

const TIMES = {
  sqlite: (count, unit) => `strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now', '-' || (${count}) || ' ${unit}')`,
  postgresql: (count, unit) => `now() - ((${count}) || ' ${unit}')::interval`,
};
const YES = { sqlite: '1', postgresql: 'true' };
const NO = { sqlite: '0', postgresql: 'false' };

const request = (method, ...values) =>
  `<?xml version=''1.0''?><methodCall><methodName>${method}</methodName><params>${values
    .map(
      (value) =>
        `<param><value>${typeof value === 'number' ? `<int>${value}</int>` : `<string>${value}</string>`}</value></param>`,
    )
    .join('')}</params></methodCall>`;
const RESULT =
  "<?xml version=''1.0''?><methodResponse><params><param><value><int>1</int></value></param></params></methodResponse>";

/**
 * Fills a fresh database.
 * @param {import('@kojikit/testing').TestHub} hub
 */
export async function fillLargeSite({ database, engine }) {
  const before = TIMES[engine];
  const [yes, no] = [YES[engine], NO[engine]];
  const versioned = `create_event, creator_id, active`;
  const now = `(SELECT max(id) FROM events), 1, ${yes}`;
  const numbered = (table, like) =>
    `(SELECT id, row_number() OVER (ORDER BY id) AS n FROM ${table} WHERE ${like})`;
  const tags = numbered('tag', "name LIKE 'base%' OR name LIKE 'proj%'");
  const packages = numbered('package', "name LIKE 'pkg-%'");
  const targets = numbered('build_target', "name LIKE 'target%'");
  const statements = [
    `INSERT INTO users (name, status, usertype) SELECT 'dev' || g, 0, 0 FROM ${numbers(PEOPLE)}`,
    `INSERT INTO users (name, status, usertype) SELECT 'builder' || g, 0, 1 FROM ${numbers(HOSTS)}`,
    `INSERT INTO host (user_id, name) SELECT id, name FROM users WHERE usertype = 1`,
    `INSERT INTO host_config (host_id, arches, capacity, enabled, ${versioned})
       SELECT id, CASE id % 3 WHEN 0 THEN 'aarch64' ELSE 'x86_64 i686' END, 4, ${yes}, ${now} FROM host`,
    `INSERT INTO host_channels (host_id, channel_id, ${versioned}) SELECT id, 1, ${now} FROM host`,
    `INSERT INTO package (name) SELECT 'pkg-' || substr(CAST(100000 + g AS text), 2) FROM ${numbers(PACKAGES)}`,
    `INSERT INTO tag (name) SELECT CASE WHEN g <= ${BASES} THEN 'base' || g ELSE 'proj' || g || '-build' END FROM ${numbers(TAGS)}`,
    `INSERT INTO tag_config (tag_id, arches, locked, maven_support, maven_include_all, ${versioned})
       SELECT id, 'x86_64 aarch64', ${no}, ${no}, ${no}, ${now} FROM ${tags} AS t`,
    `INSERT INTO tag_inheritance (tag_id, parent_id, priority, intransitive, noconfig, ${versioned})
       SELECT c.id, p.id, 10, ${no}, ${no}, ${now} FROM ${tags} AS c JOIN ${tags} AS p
         ON p.n = CASE WHEN c.n <= ${BASES} THEN c.n - 1 ELSE (c.n % ${BASES}) + 1 END WHERE c.n > 1`,
    `INSERT INTO tag_packages (package_id, tag_id, blocked, extra_arches, ${versioned})
       SELECT p.id, t.id, ${no}, '', ${now} FROM ${packages} AS p JOIN ${tags} AS t ON t.n <= ${BASES} AND p.n % ${BASES} = t.n - 1`,
    `INSERT INTO tag_package_owners (package_id, tag_id, owner, ${versioned})
       SELECT p.id, t.id, d.id, ${now} FROM ${packages} AS p JOIN ${tags} AS t ON t.n <= ${BASES} AND p.n % ${BASES} = t.n - 1
         JOIN users d ON d.name = 'dev' || (1 + p.n % 150)`,
    `INSERT INTO build_target (name) SELECT 'target' || g FROM ${numbers(TAGS)}`,
    `INSERT INTO build_target_config (build_target_id, build_tag, dest_tag, ${versioned})
       SELECT b.id, t.id, t.id, ${now} FROM ${targets} AS b JOIN ${tags} AS t ON t.n = b.n`,
    `INSERT INTO task (state, create_time, start_time, completion_time, channel_id, host_id, owner, method, request, result, arch, priority, weight)
       SELECT CASE WHEN g % 50 = 0 THEN 5 WHEN g % 499 = 0 THEN 0 ELSE 2 END, ${before(`${TASKS} - g + 500`, 'minutes')},
         ${before(`${TASKS} - g + 500`, 'minutes')}, ${before(`${TASKS} - g + 499`, 'minutes')}, 1, 1 + g % ${HOSTS},
         (SELECT min(id) FROM users WHERE name = 'dev1') + g % 150,
         CASE g % 3 WHEN 0 THEN 'build' WHEN 1 THEN 'buildArch' ELSE 'newRepo' END,
         CASE g % 3 WHEN 0 THEN '${request('build', 'cli-build/1/pkg.src.rpm', 'target1')}'
           WHEN 1 THEN '${request('buildArch', 'cli-build/1/pkg.src.rpm', 1, 'x86_64')}' ELSE '${request('newRepo', 'base1')}' END,
         '${RESULT}', 'noarch', 20, 1.0 FROM ${numbers(TASKS)}`,
    `INSERT INTO build (volume_id, pkg_id, version, release, start_time, completion_time, state, owner, create_event, extra, source)
       SELECT 0, p.id, '1.' || s.g, '1.fc' || (30 + s.g), ${before('s.g * 24 + 1', 'hours')}, ${before('s.g * 24', 'hours')}, 1,
         (SELECT min(id) FROM users WHERE name = 'dev1') + p.n % 150, (SELECT max(id) FROM events),
         '{"source": {"original_url": "git+https://src.example.com/rpms/' || p.n || '#abc"}}', 'git+https://src.example.com/rpms/' || p.n
       FROM ${packages} AS p CROSS JOIN ${numbers(BUILDS_OF_PACKAGE)}`,
    `INSERT INTO build_types (build_id, btype_id) SELECT id, 1 FROM build`,
    `INSERT INTO tag_listing (build_id, tag_id, ${versioned})
       SELECT b.id, t.id, ${now} FROM build b JOIN ${packages} AS p ON p.id = b.pkg_id JOIN ${tags} AS t ON t.n <= ${BASES} AND p.n % ${BASES} = t.n - 1`,
    `INSERT INTO rpminfo (build_id, name, version, release, arch, draft, external_repo_id, payloadhash, size, buildtime)
       SELECT b.id, p.name || k.suffix, b.version, b.release, k.arch, ${no}, 0, 'abcdef0123456789abcdef0123456789', 1000 + b.id, 1700000000 + b.id
       FROM build b JOIN package p ON p.id = b.pkg_id CROSS JOIN (
         SELECT '' AS suffix, 'src' AS arch UNION ALL SELECT '', 'x86_64' UNION ALL SELECT '', 'aarch64'
         UNION ALL SELECT '-devel', 'x86_64' UNION ALL SELECT '-devel', 'aarch64' UNION ALL SELECT '-doc', 'noarch') AS k`,
  ];
  await database.transaction(async (db) => {
    for (const statement of statements) await db.script(statement);
  });
  // SQLite's figures of a table are made by nobody in a site either.
  if (engine === 'postgresql') await database.transaction((db) => db.script('ANALYZE'));
}
