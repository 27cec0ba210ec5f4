import type { CompletableProgram } from '../completion/completable.js';
import { COMPLETION, chosenScript } from '../completion/completion-command.js';
import { COMPLETE_OPTION } from '../completion/completion-script.js';
import { tellShell } from '../completion/tell-shell.js';
import { formatHelp, formatUsage } from '../help/format-help.js';
import type { OptionTable } from '../options/option.js';
import { normalise } from '../reading/normalise.js';
import { parseOptions } from '../reading/parse-options.js';
import { UnknownWord, UsageError } from '../usage-error.js';
import { didYouMean } from './did-you-mean.js';
import { findCommand } from './find-command.js';
import { processOutput } from './process-output.js';
import { spelledOut } from '../reading/spelled-out.js';
import type { PlainProgram, Program, ProgramCommand, ProgramOutput } from './program.js';

/** Status of a program that was called wrongly. */
const CALLED_WRONGLY = 2;

/**
 * Runs a program from its arguments to its exit status: that of the command, or 2 for mistakes in how it was called. What
 * a command throws besides UsageError goes on to the caller.
 * @param argv arguments without the program's own name
 */
export async function runProgram(
  program: Program,
  argv: readonly string[],
  output: ProgramOutput = processOutput(),
): Promise<number> {
  const { name, version, description, options } = program;
  const commands = [...program.commands, completionOf(program, output)];
  const [first, ...words] = argv;
  if (first === COMPLETE_OPTION) return tellShell(completable(options, commands), words, output.write);
  const usage = `${name} [options] COMMAND [options and arguments of the command]`;
  return reportMistakes(name, usage, output, async () => {
    const { given, args, stop } = normalise(options, argv, { interspersed: false, version: true });
    if (stop instanceof UsageError) throw stop;
    if (stop === 'version') return show(output, `${version}\n`);
    if (stop === 'help') {
      const page = { usage, description, options, commands, version: true };
      const hint = `\n${name} COMMAND --help lists the options of a command.\n`;
      return show(output, formatHelp(page, output.columns) + hint);
    }
    const command = findCommand(commands, args);
    const behind = args.slice(command.name.split(' ').length);
    return runCommand(program, command, [...spelledOut(given), ...behind], output);
  });
}

/** {@link runProgram} for a program without commands. */
export async function runPlainProgram<O extends OptionTable>(
  program: PlainProgram<O>,
  argv: readonly string[],
  output: ProgramOutput = processOutput(),
): Promise<number> {
  const { name, version, description, options } = program;
  const completion = completionOf(program, output);
  const [first, ...words] = argv;
  if (first === COMPLETE_OPTION) return tellShell(completable(options, [completion]), words, output.write);
  const usage = `${name} [options]`;
  return reportMistakes(name, usage, output, async () => {
    const { asked, args, values } = parseOptions(options, argv, { version: true });
    if (asked === 'version') return show(output, `${version}\n`);
    if (asked === 'help') {
      return show(output, formatHelp({ usage, description, options, version: true }, output.columns));
    }
    if (args[0] === COMPLETION.name) return completion.run({}, args.slice(1));
    if (args.length > 0) throw new UsageError(`${name} takes no arguments, not '${args.join(' ')}'`);
    return program.run(values);
  });
}

function completionOf(
  { name, options }: Pick<Program, 'name' | 'options'>,
  output: ProgramOutput,
): ProgramCommand {
  return {
    ...COMPLETION,
    options,
    optional: 1,
    run: async (values, args) => show(output, await chosenScript(name, args)),
  };
}

function completable(options: OptionTable, commands: readonly ProgramCommand[]): CompletableProgram {
  return { options, commands: commands.map((command) => ({ ...command, load: async () => command })) };
}

async function runCommand(
  program: Pick<Program, 'name' | 'version'>,
  { name, usage, summary, options, arguments: wanted = 0, optional = 0, run }: ProgramCommand,
  argv: readonly string[],
  output: ProgramOutput,
): Promise<number> {
  const page = { usage: `${program.name} ${name} ${usage}`, description: summary, options, version: true };
  return reportMistakes(program.name, page.usage, output, async () => {
    const { asked, args, values } = parseOptions(options, argv, { version: true });
    if (asked === 'version') return show(output, `${program.version}\n`);
    if (asked === 'help') return show(output, formatHelp(page, output.columns));
    if (args.length < wanted || args.length > wanted + optional) {
      const count = `${wanted} ${wanted === 1 ? 'argument' : 'arguments'}`;
      throw new UsageError(`'${name}' takes ${count}, not ${args.length}`);
    }
    return run(values, args);
  });
}

async function reportMistakes(
  name: string,
  usage: string,
  output: ProgramOutput,
  run: () => Promise<number>,
): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const meant = error instanceof UnknownWord ? didYouMean(error) : '';
    output.writeError(`${formatUsage(usage)}\n${name}: error: ${error.message}\n${meant}`);
    return CALLED_WRONGLY;
  }
}

function show(output: ProgramOutput, text: string): number {
  output.write(text);
  return 0;
}
