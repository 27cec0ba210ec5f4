import {
  flag,
  Interrupted,
  packageVersion,
  programCommand,
  runProgram,
  text,
  type Program,
} from '@kojikit/command-line';
import { addUser } from './add-user.js';
import { adopt } from './adopt.js';
import { backup } from './backup.js';
import { check } from './check.js';
import { init } from './init.js';
import { restore } from './restore.js';
import { serveCommand } from './serve.js';

const common = {
  config: text(['-c', '--config'], {
    metavar: 'FILE',
    help: 'hub.conf to read (default: /etc/koji-hub/hub.conf where it exists)',
  }),
};
const passwordFile = text('--password-file', {
  metavar: 'FILE',
  help: "holds the password in its first line; '-' is standard input",
});

const otherFile = (name: string, what: string) =>
  text(name, {
    metavar: 'FILE',
    help: `also look at ${what} (default: its usual place, beside /etc/koji-hub)`,
  });

const commands = [
  programCommand({
    name: 'init',
    usage: '[--admin NAME --password-file FILE] [--target NAME [--arches ARCHES]]',
    summary:
      'create or upgrade the database; make the channels and permissions that plugins need, the first admin, and a target with its tags',
    options: {
      ...common,
      admin: text('--admin', { metavar: 'NAME', help: 'make this admin, or set its password' }),
      passwordFile,
      target: text('--target', {
        metavar: 'NAME',
        help: 'make this target with the tags NAME and NAME-build',
      }),
      arches: text('--arches', { help: "arches of these tags (default: this machine's)" }),
    },
    run: ({ config, ...wanted }) => init(config, wanted),
  }),
  programCommand({
    name: 'serve',
    usage: '[--listen HOST:PORT] [--workers N]',
    summary: 'answer calls until SIGINT or SIGTERM',
    options: {
      ...common,
      listen: text('--listen', { metavar: 'HOST:PORT', help: 'where to listen (default: that of hub.conf)' }),
      workers: text('--workers', { metavar: 'N', help: 'processes that answer; several need PostgreSQL' }),
    },
    run: ({ config, listen, workers }) => serveCommand(config, listen, workers),
  }),
  programCommand({
    name: 'user add',
    usage: '[options] NAME --password-file FILE',
    summary: 'make an account, or a builder with its host; a second run sets the password again',
    options: {
      ...common,
      admin: flag('--admin', 'give it all rights'),
      host: text('--host', { metavar: 'ARCHES', help: 'make it a builder with a host of these arches' }),
      channels: text('--channels', {
        metavar: 'NAMES',
        help: 'channels of the host (default: default, createrepo and those that plugins need)',
      }),
      passwordFile,
    },
    arguments: 1,
    run: ({ config, host, ...user }, [name = '']) => addUser(config, name, { ...user, arches: host }),
  }),
  programCommand({
    name: 'check',
    usage: '[--config FILE] [--files]',
    summary: 'show every mistake in configuration, plugins and database, and what the database lacks',
    options: {
      ...common,
      files: flag('--files', 'also look for the files of all builds and repos that the database names'),
    },
    run: ({ config, files }) => check(config, files),
  }),
  programCommand({
    name: 'backup',
    usage: '[--force] FILE',
    summary: 'write the database into a private file, while hubs go on working',
    options: { ...common, force: flag('--force', 'replace FILE') },
    arguments: 1,
    run: ({ config, force }, [file = '']) => backup(config, file, force),
  }),
  programCommand({
    name: 'restore',
    usage: '[--replace] FILE',
    summary: 'put a backup into the place of the database, which no hub may have open',
    options: { ...common, replace: flag('--replace', 'replace a database that is not empty') },
    arguments: 1,
    run: ({ config, replace }, [file = '']) => restore(config, file, replace),
  }),
  programCommand({
    name: 'adopt',
    usage: '[--config FILE] [--json] [--kojira-conf FILE] …',
    summary:
      'look at a site of Koji and say what works with this hub, what does not and what to do; changes nothing. Ends with 0: nothing has to be done, 1: something has to be, 2: something will not work',
    options: {
      ...common,
      json: flag('--json', 'print the report as JSON'),
      kojira: otherFile('--kojira-conf', 'kojira.conf'),
      kojiGc: otherFile('--koji-gc-conf', 'koji-gc.conf'),
      web: otherFile('--web-conf', 'web.conf of kojiweb'),
      kojid: otherFile('--kojid-conf', 'kojid.conf of a builder'),
      httpd: otherFile('--httpd-conf', "Apache's kojihub.conf"),
    },
    run: ({ config, ...request }) => adopt(config, request),
  }),
];

/** Runs `koji-hub`; returns the exit code: 0 done, 1 failed, 2 called wrongly, 130 and 143 interrupted. */
export async function main(argv: readonly string[]): Promise<number> {
  const version = packageVersion('@kojikit/hub-core', import.meta.url);
  const program: Program = { name: 'koji-hub', version, options: common, commands };
  try {
    return await runProgram(program, argv);
  } catch (error) {
    process.stderr.write(`koji-hub: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof Interrupted ? error.exitCode : 1;
  }
}
