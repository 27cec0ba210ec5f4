import { parseArgs } from 'node:util';
import type { Overrides } from '../config/read-config.js';
import { readInteger } from '../config/setting-kinds.js';

/** What the command line says. */
export interface Arguments {
  readonly configFile: string;
  readonly overrides: Overrides;
  readonly forceLock: boolean;
  /** Log in and check everything, then end. */
  readonly skipMain: boolean;
  readonly level: 'debug' | 'info' | undefined;
  readonly help: boolean;
}

const DEFAULT_CONFIG = '/etc/kojid/kojid.conf';

/** One line per option for the help text; the keys are the names of the settings that they override. */
const TEXT_OPTIONS = {
  user: 'specify user',
  password: 'specify password',
  keytab: 'Kerberos is not supported: this is an error',
  'admin-emails': 'Comma-separated addresses to send error notices to.',
  topdir: 'Specify topdir',
  topurl: 'Specify topurl',
  workdir: 'Specify workdir',
  'chroot-tmpdir': 'Specify tmpdir in buildroot',
  pluginpath: 'Specify plugin search path',
  mockdir: 'Specify mockdir',
  mockuser: 'User to run mock as',
  server: 'url of XMLRPC server',
  'allowed-scms': 'Specify allowed_scms',
  pkgurl: 'obsolete',
} as const;
const NUMBER_OPTIONS = {
  maxjobs: 'Specify maxjobs',
  minspace: 'Specify minspace',
  sleeptime: 'Specify the polling interval',
} as const;
const FLAGS = {
  fg: 'run in foreground (kojid always does)',
  'force-lock': 'force lock for exclusive session',
  verbose: 'show verbose output',
  debug: 'show debug output',
  'debug-task': 'show debug output',
  'debug-xmlrpc': 'show debug output',
  'debug-mock': 'obsolete',
  'skip-main': "log in and check, but don't actually run main",
  help: 'show this help message and exit',
} as const;
const SHORT: Readonly<Record<string, string>> = {
  config: 'c',
  server: 's',
  fg: 'f',
  verbose: 'v',
  debug: 'd',
  help: 'h',
};

/**
 * Reads kojid's command line: Koji's options.
 * @throws TypeError with a message for the user when it cannot be understood.
 */
export function parseArguments(args: readonly string[]): Arguments {
  const texts = ['config', ...Object.keys(TEXT_OPTIONS), ...Object.keys(NUMBER_OPTIONS)];
  const options = Object.fromEntries([
    ...texts.map((name) => [name, { type: 'string' as const, ...short(name) }]),
    ...Object.keys(FLAGS).map((name) => [name, { type: 'boolean' as const, ...short(name) }]),
    ['plugin', { type: 'string' as const, multiple: true }],
  ]) as Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }>;
  const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });

  const overrides: Record<string, unknown> = {};
  for (const name of Object.keys(TEXT_OPTIONS)) overrides[name.replaceAll('-', '_')] = values[name];
  for (const name of Object.keys(NUMBER_OPTIONS)) overrides[name] = readNumber(name, values[name]);
  if (values['plugin'] !== undefined) Object.assign(overrides, { plugin: values['plugin'], plugins: [] });
  const isDebug = ['debug', 'debug-task', 'debug-xmlrpc'].some((name) => values[name] === true);
  return {
    configFile: typeof values['config'] === 'string' ? values['config'] : DEFAULT_CONFIG,
    overrides,
    forceLock: values['force-lock'] === true,
    skipMain: values['skip-main'] === true,
    level: isDebug ? 'debug' : values['verbose'] === true ? 'info' : undefined,
    help: values['help'] === true,
  };
}

/** The text of `kojid --help`. */
export function helpText(): string {
  const line = (name: string, argument: string, help: string): string => {
    const letter = SHORT[name];
    const names = `${letter === undefined ? '' : `-${letter}, `}--${name}${argument && `=${argument}`}`;
    return `  ${names.padEnd(30)} ${help}`;
  };
  return [
    'Usage: kojid [options]',
    '',
    'Options:',
    line('config', 'FILE', `use alternate configuration file (default ${DEFAULT_CONFIG})`),
    ...Object.entries(TEXT_OPTIONS).map(([name, help]) => line(name, 'TEXT', help)),
    ...Object.entries(NUMBER_OPTIONS).map(([name, help]) => line(name, 'NUMBER', help)),
    line('plugin', 'NAME', 'Load specified plugin; may be given several times'),
    ...Object.entries(FLAGS).map(([name, help]) => line(name, '', help)),
    '',
  ].join('\n');
}

function short(name: string): { short?: string } {
  const letter = SHORT[name];
  return letter === undefined ? {} : { short: letter };
}

function readNumber(name: string, value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return readInteger(value);
  } catch (cause) {
    throw new TypeError(`option --${name}: ${(cause as Error).message}`, { cause });
  }
}
