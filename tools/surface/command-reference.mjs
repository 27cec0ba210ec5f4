import { join } from 'node:path';
import { runKoji } from '@kojikit/cli';
import { runKojid } from '../../packages/builder/src/commands/run-kojid.ts';
import { CATEGORIES } from '../../packages/cli/src/commands/categories.ts';
import { coreCommands } from '../../packages/cli/src/commands/core-commands.ts';
import { findPlugins } from '../../packages/cli/src/plugins/find-plugins.ts';
import { joinCommands } from '../../packages/cli/src/plugins/join-commands.ts';
import { main as kojiHub } from '../../packages/hub-core/src/commands/main.ts';
import { main as kojikit } from '../../packages/site/src/commands/main.ts';
import { main as kojiWeb } from '../../packages/web/src/commands/main.ts';
import { root } from '../packages/workspace.mjs';

const NOTE = "Written by `npm run reports` from the program's own help.";
const COLUMNS = 78;

/** The reference of all programs and their commands, from their help: the name of each page with its text. */
export async function commandPages() {
  const pages = new Map();
  pages.set('koji-hub.md', await programPage('koji-hub', 'The hub.', kojiHub));
  pages.set('kojid.md', await programPage('kojid', 'The builder.', runKojid));
  pages.set(
    'kojikit.md',
    await programPage('kojikit', 'Hub, builder and first data in one process.', kojikit),
  );
  pages.set('koji-web.md', await programPage('koji-web', 'The web pages beside a hub.', kojiWeb));

  const { packages } = findPlugins(join(root, 'packages/cli/src'), undefined);
  const commands = joinCommands(coreCommands, packages);
  const general = await kojiHelp(['--help']);
  const links = Object.entries(CATEGORIES).map(([category, title]) => {
    const names = namesOf(commands, category).map(
      (name) => `[\`${name}\`](koji/${category}.md#koji-${name})`,
    );
    return `- [${title}](koji/${category}.md): ${names.join(', ')}`;
  });
  pages.set(
    'koji.md',
    `# koji\n\nThe command line. ${NOTE}\n\n## Global options\n\n${block(general)}\n## Commands\n\n${links.join('\n')}\n`,
  );
  for (const [category, title] of Object.entries(CATEGORIES)) {
    const parts = [];
    for (const name of namesOf(commands, category)) {
      parts.push(
        `## koji ${name}\n\n${block(await kojiHelp(['--server', 'http://localhost/kojihub', name, '--help']))}`,
      );
    }
    pages.set(`koji/${category}.md`, `# ${title}\n\nCommands of \`koji\`. ${NOTE}\n\n${parts.join('\n')}`);
  }
  return pages;
}

function namesOf(commands, category) {
  return commands
    .filter((entry) => entry.category === category)
    .map(({ name }) => name)
    .sort();
}

/** A program with the help of itself and of each command that it lists. */
async function programPage(name, text, main) {
  const general = await printed(() => main(['--help']));
  const [, listed = ''] = general.split(/^Commands:\n/m);
  const commands = [...listed.matchAll(/^ {2}(\w[\w-]*(?: [a-z]+)?)(?: {2,}|$)/gm)].map(
    ([, command]) => command,
  );
  const parts = [];
  for (const command of commands.filter((one) => one !== 'completion')) {
    const help = await printed(() => main([...command.split(' '), '--help']));
    parts.push(`\n## ${name} ${command}\n\n${block(help)}`);
  }
  return `# ${name}\n\n${text} ${NOTE}\n\n${block(general)}${parts.join('')}`;
}

const block = (text) => `\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`;

async function kojiHelp(argv) {
  let text = '';
  const write = (part) => void (text += part);
  const plain = { color: false, terminal: false, progress: false, columns: COLUMNS };
  const code = await runKoji({
    argv,
    program: 'koji',
    output: { write, writeError: write, ...plain },
    pluginStart: join(root, 'packages/cli/src'),
  });
  if (code !== 0) throw new Error(`koji ${argv.join(' ')} ends with ${code}: ${text}`);
  return text;
}

/** What a program writes to standard output while it runs; a page is as wide as where there is no terminal. */
async function printed(run) {
  const { write, isTTY } = process.stdout;
  let text = '';
  process.stdout.isTTY = false;
  process.stdout.write = (part) => {
    text += part;
    return true;
  };
  try {
    await run();
  } finally {
    process.stdout.write = write;
    process.stdout.isTTY = isTTY;
  }
  return text;
}
