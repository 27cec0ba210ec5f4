import { flag, text, textOr, toggle } from '@kojikit/command-line';

/** The options in front of the command. Those left `undefined` come from the configuration files. */
export function globalOptions(program: string) {
  return {
    profile: textOr(program, ['-p', '--profile'], {
      help: `section of the configuration to use (default: ${program})`,
    }),
    configFile: text(['-c', '--config'], {
      metavar: 'FILE',
      help: "read the profile from this file instead of the user's own configuration",
    }),
    keytab: text('--keytab', { metavar: 'FILE', help: 'Kerberos keytab' }),
    principal: text('--principal', { help: 'Kerberos principal' }),
    cert: text('--cert', { metavar: 'FILE', help: 'client certificate to log in with' }),
    runas: text('--runas', { help: 'act as this user (needs special rights)' }),
    user: text('--user', { help: 'user to log in as' }),
    password: text('--password', { help: 'password to log in with' }),
    noauth: flag('--noauth', 'do not log in'),
    forceAuth: toggle({ on: '--force-auth', onHelp: 'log in even where that is not needed' }, undefined),
    authtype: text('--authtype', { help: 'how to log in: noauth, ssl, password or kerberos' }),
    debug: toggle({ on: ['-d', '--debug'], onHelp: 'show what goes on' }, undefined),
    debugXmlrpc: toggle({ on: '--debug-xmlrpc', onHelp: 'show calls and answers' }, undefined),
    quiet: flag(['-q', '--quiet'], 'say less'),
    skipMain: flag('--skip-main', 'accepted for compatibility; has no effect'),
    server: text(['-s', '--server'], { help: 'URL of the hub' }),
    topdir: text('--topdir', { help: "folder of the hub's files" }),
    weburl: text('--weburl', { help: 'URL of the web pages' }),
    topurl: text('--topurl', { help: "URL of the hub's files" }),
    pkgurl: text('--pkgurl'),
    pluginPaths: text('--plugin-paths', {
      metavar: 'PATHS',
      help: 'further folders with plugins, separated by colons',
    }),
    helpCommands: flag('--help-commands', 'list the commands'),
  };
}
