import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { assembleHub, type AssembledHub } from '../assemble-hub.js';
import { databaseOptions, formatProblem, formerDatabase, type HubConfig } from '../config/index.js';
import { missingFiles, type MissingFiles } from '../backup/missing-files.js';
import { looseFiles } from '../database-file/loose-files.js';
import type { Database } from '../db/database.js';
import { openDatabase } from '../db/open-database.js';
import { missingData } from '../first-data/index.js';
import { hubParts, prepareSchema } from '../hub.js';
import { createLog } from '../log.js';
import { installedPages } from '../plugins/installed-pages.js';
import { asHub } from '../rpc/as-hub.js';
import { plainPasswords } from '../users/index.js';
import { poolerDoubts } from './pooler-doubts.js';
import { readConfiguration } from './configured.js';
import { errorCode, errorText } from '../error-facts.js';

/** Missing files that are named; more are counted. */
const MOST_NAMED = 20;

/**
 * `koji-hub check`: prints every mistake in configuration, plugins, policies, folders and database; 1 when there is any.
 * Warnings are printed too and do not count.
 * @param files whether to look for the files of all builds that the database names as well.
 */
export async function check(file: string | undefined, files = false): Promise<number> {
  const { config, problems, warnings } = readConfiguration(file);
  const assembled = await assembleHub(config, await installedPages());
  const mistakes = [
    ...problems.map(formatProblem),
    ...assembled.mistakes.flatMap(({ message }) => message.split('\n')),
    ...folderMistakes(config),
    ...(await databaseMistakes(config, assembled, files)),
  ];
  const doubts = [
    ...[...warnings, ...assembled.warnings].map(formatProblem),
    ...(engineOf(config) === undefined ? [] : looseFiles(config)),
    ...(await poolerDoubts(config).catch(() => [])),
  ].map((doubt) => `warning: ${doubt}`);
  const engine = engineOf(config);
  const lines =
    mistakes.length === 0 ? [...doubts, `No mistakes found (${engine}).`] : [...mistakes, ...doubts];
  process.stdout.write(`${lines.join('\n')}\n`);
  return mistakes.length === 0 ? 0 : 1;
}

function folderMistakes({ KojiDir }: HubConfig): string[] {
  try {
    if (!statSync(KojiDir).isDirectory()) return [`KojiDir ${KojiDir} is no folder`];
    accessSync(KojiDir, constants.W_OK | constants.X_OK);
    return [];
  } catch (error) {
    const missing = errorCode(error) === 'ENOENT';
    return [
      missing
        ? `KojiDir ${KojiDir} does not exist: 'koji-hub init' makes it`
        : `KojiDir ${KojiDir} cannot be written: ${errorText(error)}`,
    ];
  }
}

/* A connection that cannot be read is among the mistakes of the file already. */
async function databaseMistakes(
  config: HubConfig,
  assembled: AssembledHub,
  files: boolean,
): Promise<string[]> {
  if (engineOf(config) === undefined) return [];
  const found: string[] = [];
  try {
    const database = await openAsItIs(config, found);
    try {
      await prepareSchema(database, assembled.registry, 'refuse');
      const parts = hubParts(config, assembled, database, createLog(config));
      await asHub(parts, 'check', async (ctx) => {
        found.push(...plainly(await plainPasswords(ctx.db)));
        found.push(...(await missingData(ctx, assembled.registry)));
        if (files) found.push(...missingLines(await missingFiles(ctx, MOST_NAMED)));
      });
    } finally {
      await database.close();
    }
  } catch (error) {
    found.push(errorText(error));
  }
  return found;
}

function missingLines({ looked, missing, first }: MissingFiles): string[] {
  if (missing === 0) return [];
  const more = missing - first.length;
  return [
    `${missing} of ${looked} files that the database names are missing below KojiDir:`,
    ...first.map((path) => `  ${path}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/* Looking makes and moves nothing: a database that the next start would move is looked at where it is. */
async function openAsItIs(config: HubConfig, found: string[]): Promise<Database> {
  const connection = databaseOptions(config);
  if (connection.kind !== 'sqlite' || connection.path === ':memory:') return openDatabase(connection);
  const former = formerDatabase(config);
  if (former !== undefined && existsSync(former)) {
    found.push(`${former} is served to everybody: the next start of the hub moves it out`);
    return openDatabase({ kind: 'sqlite', path: former });
  }
  if (!existsSync(connection.path)) {
    throw new Error(`there is no database at ${connection.path}: run 'koji-hub init' to create it`);
  }
  return openDatabase(connection);
}

function plainly(users: number): string[] {
  if (users === 0) return [];
  return [`${users} users have a password in clear text: set it again with 'koji-hub user add NAME'`];
}

function engineOf(config: HubConfig): string | undefined {
  try {
    return databaseOptions(config).kind;
  } catch {
    return undefined;
  }
}
