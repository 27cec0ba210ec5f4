import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';

const TABLE = 'index.ts';

/**
 * The tables of the command line's own commands, as source text by path below `folder`: one for each folder of a category, with
 * an entry for each file `NAME.ts` there, which says what the command there says of itself.
 */
export async function commandTables(folder) {
  const categories = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const tables = categories.map(async ({ name: category }) => [
    join(category, TABLE),
    await commandTable(join(folder, category), category),
  ]);
  return Promise.all(tables);
}

async function commandTable(folder, category) {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== TABLE)
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
  const entries = await Promise.all(names.map((name) => entryText(folder, category, name)));
  const text = `import type { CommandEntry } from '../command-entry.js';

/** The commands of this folder. Written by \`npm run reports\` from their files. */
export const ${category}Commands: readonly CommandEntry[] = [
${entries.join('')}];
`;
  const path = join(folder, TABLE);
  return prettier.format(text, { ...(await prettier.resolveConfig(path)), filepath: path });
}

async function entryText(folder, category, name) {
  const path = join(folder, `${name}.ts`);
  const exported = name.replace(/-(\w)/g, (dash, letter) => letter.toUpperCase());
  const command = (await import(pathToFileURL(path).href))[exported];
  if (typeof command?.summary !== 'string')
    throw new Error(`${path} does not export the command ${exported}`);
  const anonymous = command.anonymous === true ? 'anonymous: true,' : '';
  return `{
    name: '${name}', category: '${category}', summary: ${JSON.stringify(command.summary)}, ${anonymous}
    load: async () => (await import('./${name}.js')).${exported},
  },
`;
}
