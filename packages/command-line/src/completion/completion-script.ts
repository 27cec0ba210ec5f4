import { withShell, type Shell } from './shell.js';

/** The option under which a program is asked how a line may go on. Its name is that of yargs. */
export const COMPLETE_OPTION = '--get-yargs-completions';

/**
 * What yargs' scripts lack: a line may be completed in its middle, a value behind `=`, and in a shell that is not the user's login
 * shell; what a program says on stderr stays off the screen.
 */
const MENDED: Readonly<Record<Shell, readonly (readonly [of: string, by: string])[]>> = {
  bash: [
    ['cur_word="${COMP_WORDS[COMP_CWORD]}"', 'cur_word="${COMP_WORDS[COMP_CWORD]#=}"'],
    ['args=("${COMP_WORDS[@]}")', 'args=("${COMP_WORDS[@]:0:COMP_CWORD+1}")'],
    ['"${args[@]}")', '"${args[@]}" 2>/dev/null)'],
  ],
  zsh: [['"${words[@]}"', '"${(@)words[1,CURRENT]}" 2>/dev/null']],
  fish: [['(commandline -o)[2..-1]', '(commandline -opc) (commandline -ct | string collect -a) 2>/dev/null']],
};

/** A script that makes a shell complete the lines of a program, for its start-up file. */
export async function completionScript(program: string, shell: Shell): Promise<string> {
  const { default: yargs } = await import('yargs');
  const script = await withShell(
    shell,
    () =>
      new Promise<string>((resolve, reject) => {
        void yargs([])
          .scriptName(program)
          .completion('completion')
          .parse(['completion'], (error: Error | undefined, parsed: unknown, output: string) =>
            error ? reject(error) : resolve(output),
          );
      }),
  );
  const asking = `${program} ${COMPLETE_OPTION}`;
  const mended = [...MENDED[shell], [asking, `SHELL=${shell} ${asking}`] as const];
  return `${mended.reduce((text, [of, by]) => replaced(text, of, by), script).trimEnd()}\n`;
}

function replaced(script: string, of: string, by: string): string {
  if (!script.includes(of)) throw new Error(`the script of yargs lacks ${of}`);
  return script.replace(of, () => by);
}
