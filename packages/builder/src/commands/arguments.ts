import { flag, integer, list, text, textOr, type OptionValues } from '@kojikit/command-line';
import type { Overrides } from '../config/read-config.js';

/** What the command line says. */
export interface Arguments {
  readonly configFile: string;
  readonly overrides: Overrides;
  readonly forceLock: boolean;
  /** Log in and check everything, then end. */
  readonly skipMain: boolean;
  readonly level: 'debug' | 'info' | undefined;
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

/** Koji's options of kojid. */
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
};

/** What the options mean to the daemon. */
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
  ...overrides
}: OptionValues<typeof kojidOptions>): Arguments {
  const isDebug = debug || debugTask || debugXmlrpc;
  return {
    configFile: config,
    // Plugins on the command line stand in the place of all those of the file.
    overrides: plugin.length > 0 ? { ...overrides, plugin, plugins: [] } : overrides,
    forceLock,
    skipMain,
    level: isDebug ? 'debug' : verbose ? 'info' : undefined,
  };
}
