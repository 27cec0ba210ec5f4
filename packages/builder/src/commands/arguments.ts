import { UsageError, flag, integer, list, text, textOr, type OptionValues } from '@kojikit/command-line';
import type { Overrides } from '../config/read-config.js';
import type { OneTaskOptions } from '../daemon/one-task.js';

/** What the command line says. */
export interface Arguments {
  readonly configFile: string;
  readonly overrides: Overrides;
  readonly forceLock: boolean;
  /** Log in and check everything, then end. */
  readonly skipMain: boolean;
  readonly level: 'debug' | 'info' | undefined;
  /** Take one task and end with it. */
  readonly oneTask: OneTaskOptions | undefined;
}

const DEFAULT_CONFIG = '/etc/kojid/kojid.conf';

const value = (name: string, help: string) => text(name, { metavar: 'TEXT', help });
const number = (name: string, help: string) => integer(name, { metavar: 'NUMBER', help });

/** These replace settings of the file; the keys are their names. */
const overriding = {
  user: value('--user', 'specify user'),
  password: value('--password', 'specify password'),
  keytab: value('--keytab', 'Kerberos is not supported: this is an error'),
  admin_emails: value('--admin-emails', 'Comma-separated addresses to send error notices to.'),
  topdir: value('--topdir', 'Specify topdir'),
  topurl: value('--topurl', 'Specify topurl'),
  workdir: value('--workdir', 'Specify workdir'),
  chroot_tmpdir: value('--chroot-tmpdir', 'Specify tmpdir in buildroot'),
  pluginpath: value('--pluginpath', 'Specify plugin search path'),
  mockdir: value('--mockdir', 'Specify mockdir'),
  mockuser: value('--mockuser', 'User to run mock as'),
  server: text(['-s', '--server'], { metavar: 'TEXT', help: 'url of XMLRPC server' }),
  allowed_scms: value('--allowed-scms', 'Specify allowed_scms'),
  pkgurl: value('--pkgurl', 'obsolete'),
  maxjobs: number('--maxjobs', 'Specify maxjobs'),
  minspace: number('--minspace', 'Specify minspace'),
  sleeptime: number('--sleeptime', 'Specify the polling interval'),
};

/** Koji's options of kojid, and ours for one task. */
export const kojidOptions = {
  config: textOr(DEFAULT_CONFIG, ['-c', '--config'], {
    metavar: 'FILE',
    help: `use alternate configuration file (default ${DEFAULT_CONFIG})`,
  }),
  ...overriding,
  plugin: list('--plugin', {
    metavar: 'NAME',
    help: 'Load specified plugin; may be given several times',
  }),
  fg: flag(['-f', '--fg'], 'run in foreground (kojid always does)'),
  forceLock: flag('--force-lock', 'force lock for exclusive session'),
  verbose: flag(['-v', '--verbose'], 'show verbose output'),
  debug: flag(['-d', '--debug'], 'show debug output'),
  debugTask: flag('--debug-task', 'show debug output'),
  debugXmlrpc: flag('--debug-xmlrpc', 'show debug output'),
  debugMock: flag('--debug-mock', 'obsolete'),
  skipMain: flag('--skip-main', "log in and check, but don't actually run main"),
  oneTask: flag('--one-task', 'take one task, do it and end; the exit status says how it ended'),
  wait: integer('--wait', {
    metavar: 'SECONDS',
    help: 'with --one-task: end when there is no task for so long (default: never)',
  }),
  task: integer('--task', { metavar: 'ID', help: 'with --one-task: take this task and no other' }),
};

/** A timer of Node can take no more milliseconds than fit into 31 bits. */
const LONGEST_WAIT = 2_000_000;

/** What the options mean to the daemon. Throws UsageError for options that do not go together. */
export function argumentsOf({
  config,
  plugin,
  forceLock,
  verbose,
  debug,
  debugTask,
  debugXmlrpc,
  debugMock,
  fg,
  skipMain,
  oneTask,
  wait,
  task,
  ...overrides
}: OptionValues<typeof kojidOptions>): Arguments {
  if (!oneTask && (wait ?? task) !== undefined)
    throw new UsageError(`--${wait === undefined ? 'task' : 'wait'} goes with --one-task alone`);
  if (wait !== undefined && (wait < 0 || wait > LONGEST_WAIT))
    throw new UsageError(`option --wait: ${wait} is not within 0 and ${LONGEST_WAIT} seconds`);
  if (task !== undefined && task < 1) throw new UsageError(`option --task: ${task} is no id of a task`);
  const isDebug = debug || debugTask || debugXmlrpc;
  return {
    configFile: config,
    // Plugins on the command line stand in the place of all those of the file.
    overrides: plugin.length > 0 ? { ...overrides, plugin, plugins: [] } : overrides,
    forceLock,
    skipMain,
    oneTask: oneTask ? { wait, task } : undefined,
    level: isDebug ? 'debug' : verbose ? 'info' : undefined,
  };
}
