// A site with a full queue: 300 builders, half of them x86_64 and half aarch64, a build tag with a target, and builds that wait.
// Every third builder takes builds alone, in a channel of their own: a build waits for its tasks, and builders that are full of
// builds that wait would leave no place for what they wait for.
// The same rows on each engine and on a database that Koji's own schema made, which has the user kojiadmin.

/** Rows of numbers, as both engines count: `FROM (...) AS s`. */
const numbers = (count) =>
  `(WITH RECURSIVE s(g) AS (SELECT 1 UNION ALL SELECT g + 1 FROM s WHERE g < ${count}) SELECT g FROM s) AS s`;

const AGO = {
  sqlite: (seconds) => `strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now', '-' || (${seconds}) || ' seconds')`,
  postgresql: (seconds) => `now() - ((${seconds}) || ' seconds')::interval`,
};

const request = (...values) =>
  `<?xml version=''1.0''?><methodCall><methodName>build</methodName><params>${values
    .map((value) => `<param><value><string>${value}</string></value></param>`)
    .join('')}<param><value><struct></struct></value></param></params></methodCall>`;

/** What a builder of this site can carry. */
export const CAPACITY = 13;

/** The policy that keeps builds apart from their tasks. */
export const CHANNEL_POLICY = 'channel =\n    is_child_task :: use default\n    all :: use builds\n';

/** Whether a builder takes builds. @param number 1 is the first. */
export const takesBuilds = (number) => number % 3 === 0;

/**
 * Fills a fresh database.
 * @param {(statement: string) => Promise<unknown>} run
 * @param {'sqlite' | 'postgresql'} engine
 * @param {{ hosts: number, builds: number, finished: number }} sizes
 */
export async function fillQueuedSite(run, engine, { hosts, builds, finished }) {
  const [yes, no] = engine === 'sqlite' ? ['1', '0'] : ['true', 'false'];
  const ago = AGO[engine];
  const admin = `(SELECT id FROM users WHERE name = 'kojiadmin')`;
  const versioned = 'create_event, creator_id, active';
  const now = `(SELECT max(id) FROM events), ${admin}, ${yes}`;
  const channel = (name) => `(SELECT id FROM channels WHERE name = '${name}')`;
  const source = `'git+https://src.example.com/rpms/pkg-' || g || '#0123456789abcdef0123456789abcdef01234567'`;
  const document = request("' || " + source + " || '", 'bench');
  const task = 'state, create_time, channel_id, owner, method, request, arch, priority, weight';
  const statements = [
    `INSERT INTO events (time) VALUES (${ago('0')})`,
    `INSERT INTO users (name, password, status, usertype) SELECT 'bench-builder-' || g, 'pw', 0, 1 FROM ${numbers(hosts)}`,
    `INSERT INTO host (user_id, name) SELECT id, name FROM users WHERE name LIKE 'bench-builder-%'`,
    `INSERT INTO host_config (host_id, arches, capacity, enabled, ${versioned})
       SELECT id, CASE id % 2 WHEN 0 THEN 'aarch64' ELSE 'x86_64' END, ${CAPACITY}, ${yes}, ${now} FROM host WHERE name LIKE 'bench-builder-%'`,
    `INSERT INTO channels (name) VALUES ('builds')`,
    ...[true, false].map((builds) => {
      const names = Array.from({ length: hosts }, (_, index) => index + 1)
        .filter((number) => takesBuilds(number) === builds)
        .map((number) => `'bench-builder-${number}'`);
      return `INSERT INTO host_channels (host_id, channel_id, ${versioned})
         SELECT id, ${channel(builds ? 'builds' : 'default')}, ${now} FROM host WHERE name IN (${names})`;
    }),
    `INSERT INTO tag (name) VALUES ('bench'), ('bench-build')`,
    `INSERT INTO tag_config (tag_id, arches, locked, maven_support, maven_include_all, ${versioned})
       SELECT id, 'x86_64 aarch64', ${no}, ${no}, ${no}, ${now} FROM tag WHERE name LIKE 'bench%'`,
    `INSERT INTO build_target (name) VALUES ('bench')`,
    `INSERT INTO build_target_config (build_target_id, build_tag, dest_tag, ${versioned})
       SELECT target.id, build.id, dest.id, ${now} FROM build_target AS target
         JOIN tag AS build ON build.name = 'bench-build' JOIN tag AS dest ON dest.name = 'bench' WHERE target.name = 'bench'`,
    `INSERT INTO task (${task}, completion_time, result)
       SELECT 2, ${ago('1000000 + g')}, ${channel('builds')}, ${admin}, 'build', '${document}', 'noarch', 20, 0.2, ${ago('1000000')}, '1'
         FROM ${numbers(finished)}`,
    `INSERT INTO task (${task})
       SELECT 0, ${ago(`${builds} - g`)}, ${channel('builds')}, ${admin}, 'build', '${document}', 'noarch', 20, 1.0 FROM ${numbers(builds)}`,
  ];
  for (const statement of statements) await run(statement);
  if (engine === 'postgresql') await run('ANALYZE');
}
