import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';

/**
 * The table of the command line's own commands, as source text: a line for each file `CATEGORY/NAME.ts` below `folder`,
 * with what the command there says of itself.
 */
export async function commandTable(folder) {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: category }) =>
      readdirSync(join(folder, category))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .map((file) => ({ category, name: file.slice(0, -'.ts'.length) })),
    )
    .sort((a, b) => (`${a.category} ${a.name}` < `${b.category} ${b.name}` ? -1 : 1));
  const entries = await Promise.all(files.map((file) => entryText(folder, file)));
  const text = `import type { CommandEntry } from './command-entry.js';

/** All commands that are not of plugins. Written by \`npm run reports\` from the files of the commands. */
export const coreCommands: readonly CommandEntry[] = [
${entries.join('')}];
`;
  const path = join(folder, 'core-commands.ts');
  return prettier.format(text, { ...(await prettier.resolveConfig(path)), filepath: path });
}

async function entryText(folder, { category, name }) {
  const path = join(folder, category, `${name}.ts`);
  const exported = name.replace(/-(\w)/g, (dash, letter) => letter.toUpperCase());
  const command = (await import(pathToFileURL(path).href))[exported];
  if (typeof command?.summary !== 'string')
    throw new Error(`${path} does not export the command ${exported}`);
  const anonymous = command.anonymous === true ? 'anonymous: true,' : '';
  return `{
    name: '${name}', category: '${category}', summary: ${JSON.stringify(command.summary)}, ${anonymous}
    load: async () => (await import('./${category}/${name}.js')).${exported},
  },
`;
}
