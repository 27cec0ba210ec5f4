import { eachEmptyDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { coreMigrations } from '../../src/db/migrations/core-migrations.js';
import { migrate } from '../../src/db/migrations/migrate.js';
import { openDatabase } from '../../src/db/open-database.js';

eachEmptyDatabase('notes of changes', (make) => {
  it('are not asked of tables where there is no table of notes, as the server was too old for it', async () => {
    const database = await openDatabase(await make());
    await migrate(
      database,
      coreMigrations.filter(({ name }) => name !== '0008-change-notes'),
    );
    const changed = await database.transaction((db) => db.run(sql`UPDATE repo SET state = 3 WHERE id = 1`));
    expect(changed).toBe(0);
    await database.close();
  });
});
