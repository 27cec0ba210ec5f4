import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseIni } from '@kojikit/protocol';

/** The accounts of a site and where its parts keep their files. */
export interface SiteFolder {
  /** The folder of the site; everything of it is below. */
  readonly path: string;
  /** The hub's files: packages, repos, uploads, the database. */
  readonly topdir: string;
  /** Where the builder works. */
  readonly workdir: string;
  readonly hubConfig: string;
  readonly builderConfig: string;
  /** For the command line: `koji -c FILE …`. */
  readonly clientConfig: string;
  readonly admin: Account;
  readonly builder: Account;
}

export interface Account {
  readonly name: string;
  readonly password: string;
}

const ADMIN = 'admin';
const BUILDER = 'localbuilder';
const PLUGINS = 'runroot';

/**
 * Makes the folder of a site, or opens the one that is there: configuration files that stay as their owner edits them,
 * and passwords that are made once. Files with passwords are readable by their owner alone.
 */
export function openSiteFolder(directory: string): SiteFolder {
  const path = resolve(directory);
  const topdir = join(path, 'koji');
  const workdir = join(path, 'build');
  mkdirSync(join(path, 'kojid'), { recursive: true });
  mkdirSync(topdir, { recursive: true });
  mkdirSync(workdir, { recursive: true });
  const passwords = readPasswords(join(path, 'passwords.conf'));

  const folder: SiteFolder = {
    path,
    topdir,
    workdir,
    hubConfig: join(path, 'hub.conf'),
    builderConfig: join(path, 'kojid', 'kojid.conf'),
    clientConfig: join(path, 'koji.conf'),
    admin: { name: ADMIN, password: passwords.admin },
    builder: { name: BUILDER, password: passwords.builder },
  };
  writeOnce(folder.hubConfig, hubText(folder));
  writeOnce(folder.builderConfig, builderText(folder));
  return folder;
}

/** Writes the command line's configuration for a hub at `url`; a site may listen elsewhere at every start. */
export function writeClientConfig(folder: SiteFolder, url: string): void {
  const lines = [
    '[koji]',
    `server = ${url}/kojihub`,
    `weburl = ${url}/koji`,
    `topurl = ${url}/kojifiles`,
    `topdir = ${folder.topdir}`,
    'authtype = password',
    `user = ${folder.admin.name}`,
    `password = ${folder.admin.password}`,
  ];
  replace(folder.clientConfig, `${lines.join('\n')}\n`);
}

function hubText(folder: SiteFolder): string {
  return `[hub]
KojiDir = ${folder.topdir}
Plugins = ${PLUGINS}
LogLevel = WARNING
`;
}

function builderText(folder: SiteFolder): string {
  return `[kojid]
workdir = ${folder.workdir}
mockdir = ${join(folder.workdir, 'buildroots')}
topdir = ${folder.topdir}
plugins = ${PLUGINS}
backend = auto
sleeptime = 5
minspace = 512
maxload = 0
`;
}

function readPasswords(file: string): { admin: string; builder: string } {
  if (!existsSync(file)) {
    const text = `[passwords]\nadmin = ${newPassword()}\nbuilder = ${newPassword()}\n`;
    replace(file, text);
  }
  const ini = parseIni(readFileSync(file, 'utf8'), file);
  const read = (name: string): string => {
    const password = ini.string('passwords', name);
    if (!password) throw new Error(`${file} has no password '${name}' in its section [passwords]`);
    return password;
  };
  return { admin: read('admin'), builder: read('builder') };
}

function newPassword(): string {
  return randomBytes(18).toString('base64url');
}

function writeOnce(file: string, text: string): void {
  if (!existsSync(file)) replace(file, text);
}

/* Written beside and renamed, so that a killed process leaves the old file or the new one. */
function replace(file: string, text: string): void {
  const beside = `${file}.new`;
  writeFileSync(beside, text, { mode: 0o600 });
  renameSync(beside, file);
}
