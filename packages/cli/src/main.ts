import {
  COMPLETE_OPTION,
  COMPLETION,
  didYouMean,
  formatHelp,
  formatUsage,
  packageVersion,
  parseOptions,
  UnknownWord,
  UsageError,
} from '@kojikit/command-line';
import type { PluginHost } from '@kojikit/command-line/plugins';
import { ALIASES } from './commands/aliases.js';
import type { Command, CommandContext } from './command.js';
import { coreCommands } from './commands/core-commands.js';
import { findCommand } from './commands/find-command.js';
import { helpHints, listCommands } from './commands/list-commands.js';
import type { CommandEntry } from './commands/command-entry.js';
import { globalOptions } from './config/global-options.js';
import { loadSettings } from './config/load-settings.js';
import type { Settings } from './config/settings.js';
import { CommandError } from './errors.js';
import { describeError } from './output/describe-error.js';
import { logLine } from './output/log-line.js';
import type { Output, Streams } from './output/output.js';
import { Terminal } from './output/terminal.js';
import { findPlugins } from './plugins/find-plugins.js';
import { joinCommands } from './plugins/join-commands.js';
import { activateSession, ensureConnection } from './session/activate-session.js';
import { LazyHubSession } from './session/lazy-hub-session.js';
import { isConfigurationError, isSystemError } from './config/is-configuration-error.js';

/** What the command line is started with. */
export interface ProgramRequest {
  /** Arguments without the program's own name. */
  argv: readonly string[];
  /** Name under which the program was called; also the default profile. */
  program: string;
  /** Where it writes. */
  output: Streams;
  /** Where plugins are looked for, upwards from here. */
  pluginStart: string;
  /** Aborted on Ctrl-C. Default: never. */
  interrupted?: AbortSignal;
  /** The process ends after the command, so that nobody has to close connections. Default: false. */
  last?: boolean;
  /** Told the name of a command that runs, instead of only showing its help, before it does. Default: nobody is told. */
  onCommand?: ((name: string) => void) | undefined;
  /** Runs the script of a plugin, see {@link PluginHost}. Default: code of plugins is imported. */
  runScript?: PluginHost['runScript'];
}

const GLOBAL_USAGE = '[global options] COMMAND [options and arguments of the command]';

/**
 * Runs one command line from its arguments to its exit status: 0 when all is well, 1 when the command or the hub
 * refuses, 2 for mistakes in options, arguments or configuration. Nothing is thrown.
 */
export async function runKoji(request: ProgramRequest): Promise<number> {
  const output = new Terminal(request.output);
  try {
    return await runProgram({ ...request, output });
  } catch (error) {
    // What nobody has expected is still told in a line.
    output.writeError(logLine('ERROR', describeError(error)));
    return 1;
  } finally {
    output.showStatus('');
  }
}

type Program = Omit<ProgramRequest, 'output'> & { output: Output };

async function runProgram(request: Program): Promise<number> {
  const { output, program } = request;
  const [first, ...words] = request.argv;
  if (first === COMPLETE_OPTION) {
    const { completeLine } = await import('./completion/complete-line.js');
    return completeLine({ ...request, words, write: (text) => output.write(text) });
  }
  const options = globalOptions(program);
  const usage = `${program} ${GLOBAL_USAGE}`;
  let settings: Settings;
  let parsed;
  try {
    parsed = parseOptions(options, request.argv, { interspersed: false, version: true });
    if (parsed.asked === 'help') {
      output.write(formatHelp({ usage, options, version: true }, output.columns) + helpHints(program));
      return 0;
    }
    if (parsed.asked === 'version') {
      output.writeLine(packageVersion('@kojikit/cli', import.meta.url));
      return 0;
    }
    const { values, args } = parsed;
    // A script for a shell is the same on every hub, and wanted before there is a configuration.
    const needsHub = args[0] !== COMPLETION.name;
    settings = loadSettings(needsHub ? values : { ...values, server: values.server ?? '' }, (line) =>
      output.writeError(`${line}\n`),
    );
  } catch (error) {
    if (!(error instanceof UsageError) && !isConfigurationError(error) && !isSystemError(error)) throw error;
    return usageError(output, usage, program, error);
  }
  try {
    return await runChosen(request, settings, parsed.args, parsed.values.helpCommands);
  } catch (error) {
    return await report(output, settings, error);
  }
}

async function runChosen(
  request: Program,
  settings: Settings,
  words: readonly string[],
  listOnly: boolean,
): Promise<number> {
  const { output, program } = request;
  const { packages, broken } = findPlugins(request.pluginStart, settings.pluginPaths);
  for (const { directory, reason } of broken) {
    output.writeError(logLine('WARNING', `plugin ${directory} is left out: ${reason}`));
  }
  const commands = joinCommands(coreCommands, packages, request.runScript);
  const [word, ...args] = words;
  if (word === undefined || listOnly) {
    output.write(listCommands(commands, program));
    return 0;
  }
  const entry = findCommand(commands, word);
  if (!entry) {
    output.write(listCommands(commands, program));
    const unknown = new UnknownWord(`Unknown command: ${word}`, word, [
      ...commands.map(({ name }) => name),
      ...Object.keys(ALIASES),
    ]);
    output.writeError(logLine('ERROR', unknown.message) + didYouMean(unknown));
    return 1;
  }
  return runCommand(request, settings, { entry, args, commands });
}

async function runCommand(
  request: Program,
  settings: Settings,
  {
    entry,
    args,
    commands,
  }: { entry: CommandEntry; args: readonly string[]; commands: readonly CommandEntry[] },
): Promise<number> {
  const { output, program } = request;
  const command = await entry.load();
  const usage = `${program} ${entry.name} ${command.usage}\n(${program} --help lists the global options)`;
  const hub = new LazyHubSession(settings, (line) => output.writeError(logLine('DEBUG', line)));
  try {
    const parsed = parseOptions(command.options, args, { interspersed: command.interspersed ?? true });
    if (parsed.asked === 'help') {
      const { description = entry.summary, options } = command;
      output.write(formatHelp({ usage, description, options }, output.columns));
      return 0;
    }
    request.onCommand?.(entry.name);
    // Whose "mine" is meant is known of somebody who is logged in alone.
    const isPersonal = 'mine' in parsed.values && parsed.values.mine === true;
    if (entry.anonymous && !settings.forceAuth && !isPersonal) settings.noauth = true;
    const print = (line = ''): void => output.writeLine(line);
    const warn = (line: string): void => output.writeError(`${line}\n`);
    const session = { settings, hub, print, warn };
    const context: CommandContext = {
      options: parsed.values,
      args: parsed.args,
      settings,
      hub,
      output,
      program,
      print,
      warn,
      interrupted: request.interrupted ?? new AbortController().signal,
      activateSession: () => activateSession(session),
      ensureConnection: () => ensureConnection(session),
      listCommands: (categories) => listCommands(commands, program, categories),
    };
    return await untilInterrupted(command.run(context), context.interrupted);
  } catch (error) {
    if (error instanceof UsageError) return usageError(output, usage, program, error);
    throw error;
  } finally {
    // A call that is under way would hold up the logout; the session expires by itself.
    if (!request.interrupted?.aborted) await hub.logout();
    if (!request.last) hub.close();
  }
}

/** Ctrl-C ends a command with status 1, unless the command ends by itself at once. */
async function untilInterrupted(work: ReturnType<Command['run']>, interrupted: AbortSignal): Promise<number> {
  const grace = new Promise<number>((resolve) => {
    interrupted.addEventListener('abort', () => setTimeout(() => resolve(1), 1000).unref(), { once: true });
  });
  return (await Promise.race([work, grace])) ?? 0;
}

function usageError(output: Output, usage: string, program: string, error: Error): number {
  const meant = error instanceof UnknownWord ? didYouMean(error) : '';
  output.writeError(`${formatUsage(usage)}\n${program}: error: ${error.message}\n${meant}`);
  return 2;
}

async function report(output: Output, settings: Settings, error: unknown): Promise<number> {
  if (error instanceof CommandError) {
    const hint = error.hint !== undefined && (output.progress || settings.debug) ? [`  ${error.hint}`] : [];
    if (error.message !== '') output.writeError(`${[error.message, ...hint].join('\n')}\n`);
    return error.exitCode;
  }
  output.writeError(logLine('ERROR', describeError(error)));
  if (settings.debug && error instanceof Error) {
    const { sourceStack } = await import('./output/source-stack.js');
    output.writeError(`${sourceStack(error.stack ?? '')}\n`);
  }
  return 1;
}
