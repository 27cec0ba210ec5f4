import type { Argv } from 'yargs';
import type { Option } from '../options/option.js';
import { withShell, type Shell } from './shell.js';

/** Commands that begin like the current word, with their summaries where the shell shows them. */
export function listCommands(
  shell: Shell,
  commands: ReadonlyMap<string, string>,
  current: string,
): Promise<string[]> {
  return fromYargs(shell, current, (yargs) => {
    for (const [name, summary] of commands) yargs.command(name, summary);
  });
}

/** Options that begin like the current word, with their help where the shell shows it; those without help are left out. */
export function listOptions(
  shell: Shell,
  options: readonly Option<unknown>[],
  current: string,
): Promise<string[]> {
  return fromYargs(shell, current, (yargs) => {
    for (const { names, help } of options.flatMap(({ switches }) => switches)) {
      if (help === undefined) continue;
      // yargs would write letters with two dashes here.
      const fitting = names.filter((name) => name.startsWith(current));
      for (const name of fitting) yargs.option(name.replace(/^-+/, ''), { describe: help });
    }
  });
}

/** Names that begin like the current word. */
export function listNames(shell: Shell, names: readonly string[], current: string): string[] {
  const fitting = names.filter((name) => name.startsWith(current));
  // What stands behind a colon is an explanation there.
  return shell === 'zsh' ? fitting.map((name) => name.replaceAll(':', '\\:')) : fitting;
}

async function fromYargs(shell: Shell, current: string, describe: (yargs: Argv) => void): Promise<string[]> {
  const { default: yargs } = await import('yargs');
  const lines = await withShell(shell, async () => {
    const program = yargs([]).help(false).version(false).locale('en').exitProcess(false);
    describe(program.parserConfiguration({ 'boolean-negation': false }));
    return new Promise<string[]>((resolve, reject) => {
      void program.getCompletion([current], (error, completions) =>
        error ? reject(error) : resolve([...completions]),
      );
    });
  });
  return lines.filter((line) => line.startsWith(current));
}
