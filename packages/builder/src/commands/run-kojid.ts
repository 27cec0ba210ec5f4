import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ClientError } from '@kojikit/client';
import { packageVersion, runPlainProgram, type OptionValues } from '@kojikit/command-line';
import { ConfigError, formatProblem, isKojiFault, statsAt, type ConfigProblem } from '@kojikit/protocol';
import { chooseBackend } from '../backends/choose-backend.js';
import { Leases } from '../buildroot/leases.js';
import { loadConfig } from '../config/read-config.js';
import type { BuilderSettings } from '../config/settings.js';
import { Builder } from '../daemon/builder.js';
import { StartError, connect } from '../daemon/connect.js';
import { credentials } from '../hub/client-session.js';
import { collectPlugins } from '../plugins/load-plugins.js';
import { argumentsOf, kojidOptions, type Arguments } from './arguments.js';
import { createLog } from './create-log.js';
import { EXIT_STATUS } from './exit-status.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Runs kojid with a command line; the result is its exit status. */
export async function runKojid(args: readonly string[]): Promise<number> {
  const program = {
    name: 'kojid',
    version: packageVersion('@kojikit/builder', import.meta.url),
    options: kojidOptions,
    run: (values: OptionValues<typeof kojidOptions>) => start(argumentsOf(values)),
  };
  try {
    return await runPlainProgram(program, args);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

async function start(args: Arguments): Promise<number> {
  const config = loadConfig(args.configFile, args.overrides);
  const { settings } = config;
  const log = createLog(args.level ?? settings.log_level ?? 'warn');
  for (const warning of config.warnings) log.warn(warning);
  const { tasks, problems, warnings } = await collectPlugins(config.plugins, {
    configFolder: join(folderOf(args.configFile), 'plugins'),
    pluginPath: settings.pluginpath,
  });
  for (const warning of warnings) log.warn(formatProblem(warning));
  const mistakes = [...config.problems, ...problems];
  if (config.isRead) mistakes.push(...credentialMistakes(args.configFile, settings));
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  if (args.skipMain) {
    await chooseBackend(settings, new Leases(), log);
    const session = await connect(settings, args.forceLock, log);
    await session.logout();
    session.close();
    return 0;
  }
  const { forceLock, oneTask } = args;
  const builder = new Builder({ settings, tasks, log, forceLock, ...(oneTask && { oneTask }) });
  const release = handleSignals(builder);
  try {
    const outcome = await builder.run();
    if (outcome === 'restart') {
      release();
      return await startAgain();
    }
    if (oneTask) log.info(`Ending: ${outcome}`);
    return EXIT_STATUS[outcome];
  } finally {
    release();
  }
}

/* Plugins' files lie beside kojid.conf, or in the folder that stands for it. */
function folderOf(configFile: string): string {
  const path = resolve(configFile);
  return statsAt(path)?.isDirectory() ? path : dirname(path);
}

function credentialMistakes(file: string, settings: BuilderSettings): ConfigProblem[] {
  try {
    credentials(settings);
    return [];
  } catch (error) {
    if (!isKojiFault(error)) throw error;
    return [{ file, message: error.message }];
  }
}

/** The first signal ends the daemon in order, the second at once; SIGUSR1 restarts it when no task is at work. */
function handleSignals(builder: Builder): () => void {
  let asked = false;
  const stop = (): void => {
    if (asked) process.exit(1);
    asked = true;
    builder.stop();
  };
  const restart = (): void => builder.restartWhenIdle();
  for (const signal of SIGNALS) process.on(signal, stop);
  process.on('SIGUSR1', restart);
  return () => {
    for (const signal of SIGNALS) process.off(signal, stop);
    process.off('SIGUSR1', restart);
  };
}

/**
 * Starts the program anew, so that an upgrade takes effect, and stands in for it: Node has no exec, and whoever
 * supervises the daemon knows this process only.
 */
async function startAgain(): Promise<number> {
  const [, ...args] = process.argv;
  const child = spawn(process.execPath, [...process.execArgv, ...args], { stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  const forwarded = [...SIGNALS, 'SIGUSR1'] as const;
  for (const signal of forwarded) process.on(signal, forward);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => done(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}

function explain(error: unknown): string {
  if (
    isKojiFault(error) ||
    error instanceof ClientError ||
    error instanceof StartError ||
    error instanceof ConfigError
  )
    return `Error: ${error.message}`;
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? error.message;
}
