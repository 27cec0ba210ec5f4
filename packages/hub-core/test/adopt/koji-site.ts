import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { raw } from 'sql-template-tag';
import { onTestFinished } from 'vitest';
import type { OtherFiles } from '../../src/adopt/configuration/other-files.js';
import { lookAtSite } from '../../src/adopt/look-at-site.js';
import { siteReport, type SiteReport } from '../../src/adopt/report/site-report.js';
import type { DatabaseConnection } from '../../src/db/open-database.js';
import { openDatabase } from '../../src/db/open-database.js';
import { kojiSchema } from '../../src/db/migrations/0001-koji-schema.js';
import { migrate } from '../../src/db/migrations/migrate.js';

/** A folder that is removed when the running test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kojikit-adopt-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder. */
export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
}

/** A site as Koji leaves it: its tables without any of ours, its folders, a hub.conf that names both. */
export class KojiSite {
  readonly folder = temporaryFolder();
  readonly top = join(this.folder, 'koji');
  readonly hubConf = join(this.folder, 'hub.conf');

  private constructor(readonly url: string) {
    for (const name of ['packages', 'repos', 'scratch', 'work'])
      mkdirSync(join(this.top, name), { recursive: true });
    this.configure();
  }

  static async make(connection: DatabaseConnection): Promise<KojiSite> {
    if (connection.kind !== 'postgresql' || connection.url === undefined) throw new Error('needs PostgreSQL');
    const site = new KojiSite(connection.url);
    const database = await openDatabase(connection);
    await migrate(database, [kojiSchema]);
    await database.close();
    // What our own step leaves beside Koji's tables.
    await site.run('DROP TABLE kojikit_migrations', 'DROP TABLE IF EXISTS kojikit_migrations_lock');
    return site;
  }

  /** Writes hub.conf: the database and folder of the site, and these lines. */
  configure(lines = '', url = this.url): void {
    write(this.folder, {
      'hub.conf': `[hub]\nDBConnectionString = ${url}\nKojiDir = ${this.top}\n${lines}`,
    });
  }

  /** Statements of somebody who may write. */
  async run(...statements: readonly string[]): Promise<void> {
    const database = await openDatabase({ kind: 'postgresql', url: this.url });
    try {
      await database.transaction(async (db) => {
        for (const statement of statements) await db.run(raw(statement));
      });
    } finally {
      await database.close();
    }
  }

  async look(others: OtherFiles = {}): Promise<SiteReport> {
    return siteReport(await lookAtSite(this.hubConf, others));
  }
}

/** What the report says at one level, as `subject: sentence`. */
export function said(report: SiteReport, level: 'works' | 'step' | 'fails'): string[] {
  return report.findings
    .filter((finding) => finding.level === level)
    .map(({ subject, what }) => `${subject}: ${what}`);
}
