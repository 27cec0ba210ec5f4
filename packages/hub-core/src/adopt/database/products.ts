import sql from 'sql-template-tag';
import { Findings, type Finding } from '../finding.js';
import { counted, listed } from '../report/words.js';
import { lookAt, type SiteDatabase } from './site-database.js';

const COUNTED = ['build', 'rpminfo', 'archiveinfo', 'task', 'buildroot', 'tag_listing', 'repo'];

interface Estimate {
  readonly name: string;
  readonly rows: number;
}

/** What the site has made: sizes as the server estimates them, content generators, external repos. */
export async function lookAtProducts(db: SiteDatabase): Promise<Finding[]> {
  const found = new Findings('builds and repos');
  await lookAt(found, 'the sizes of the tables', async () => {
    const estimates = await db.rows<Estimate>(sql`
      SELECT relname AS name, GREATEST(reltuples, 0)::float8 AS rows FROM pg_class
       WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
         AND relname = ANY(string_to_array(${COUNTED.join(' ')}, ' ')) ORDER BY reltuples DESC`);
    const texts = estimates.map(({ name, rows }) => `${Math.round(rows).toLocaleString('en-US')} of ${name}`);
    found.works(`rows, as the server estimates them: ${listed(texts)}`);
  });
  await lookAt(found, 'the content generators', async () => {
    const generators = await db.rows<{ name: string; users: number }>(sql`
      SELECT name, (SELECT count(*) FROM cg_users WHERE cg_id = content_generator.id AND active)::int AS users
        FROM content_generator ORDER BY name LIMIT 100`);
    if (generators.length > 0) {
      const texts = generators.map(({ name, users }) => `${name} (${counted(users, 'user')})`);
      found.works(`content generators import as before: ${listed(texts)}`);
    }
  });
  await lookAt(found, 'the build types', async () => {
    const types = await db.rows<{ name: string }>(sql`
      SELECT name FROM btype
       WHERE EXISTS (SELECT 1 FROM build_types WHERE btype_id = btype.id LIMIT 1) ORDER BY name LIMIT 100`);
    if (types.length > 0)
      found.works(
        `builds of these types are shown and served as before: ${listed(types.map(({ name }) => name))}`,
      );
  });
  await lookAt(found, 'the external repos', async () => {
    const repos = await db.rows<{ name: string; url: string }>(sql`
      SELECT name, url FROM external_repo
        JOIN external_repo_config ON external_repo_id = external_repo.id AND active
       WHERE external_repo.id > 0 ORDER BY name LIMIT 1000`);
    const odd = repos.filter(({ url }) => !/^(https?|file):\/\//.test(url));
    if (repos.length > 0)
      found.works(`the hub looks by itself for changes of ${counted(repos.length, 'external repo')}`);
    for (const { name, url } of odd.slice(0, 10)) {
      found.step(`the external repo ${name} has the address ${url}`, {
        when: 'before',
        todo: 'give it one that begins with http://, https:// or file:// (koji edit-external-repo)',
      });
    }
  });
  return found.all;
}
