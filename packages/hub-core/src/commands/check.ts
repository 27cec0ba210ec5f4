import { existsSync } from 'node:fs';
import {
  DEFAULT_HUB_CONFIG_FILE,
  databaseOptions,
  defaultHubConfig,
  formatProblem,
  formerDatabase,
  loadHubConfig,
} from '../config/index.js';
import { looseFiles } from '../database-file/loose-files.js';
import { openDatabase } from '../db/open-database.js';
import { createHub } from '../hub.js';
import { plainPasswords } from '../users/index.js';
import { asHub } from '../rpc/as-hub.js';

/** `koji-hub check`: prints every mistake in configuration, plugins and database; 1 when there is any. */
export async function check(file: string | undefined): Promise<number> {
  const nothingGiven = file === undefined && !existsSync(DEFAULT_HUB_CONFIG_FILE);
  const { config, problems } = nothingGiven
    ? { config: defaultHubConfig(), problems: [] }
    : loadHubConfig({ file });
  const mistakes = problems.map(formatProblem);
  try {
    // Looking moves nothing: a database that the next start would move is looked at where it is.
    const former = formerDatabase(config);
    const waits = former !== undefined && existsSync(former);
    if (waits) mistakes.push(`${former} is served to everybody: the next start of the hub moves it out`);
    const database = waits ? await openDatabase({ kind: 'sqlite', path: former }) : undefined;
    const hub = await createHub({ config, database });
    try {
      mistakes.push(...looseFiles(config));
      const plain = await asHub(hub.parts, 'check', (ctx) => plainPasswords(ctx.db));
      if (plain > 0) {
        mistakes.push(
          `${plain} users have a password in clear text: set it again with 'koji-hub user add NAME'`,
        );
      }
    } finally {
      await hub.close();
      await database?.close();
    }
  } catch (error) {
    mistakes.push(error instanceof Error ? error.message : String(error));
  }
  const { kind: engine } = databaseOptions(config);
  process.stdout.write(
    mistakes.length === 0 ? `No mistakes found (${engine}).\n` : `${mistakes.join('\n')}\n`,
  );
  return mistakes.length === 0 ? 0 : 1;
}
