import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lockFile, openToOthers } from '@kojikit/hub-core';
import { makeFolder, parseIni } from '@kojikit/protocol';

/** The accounts of a site and where its parts keep their files. */
export interface SiteFolder {
  /** The folder of the site; everything of it is below. */
  readonly path: string;
  /** The hub's files, which it serves: packages, repos, uploads. The database is in a folder beside it. */
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

/** A user of the site who can log in. */
export interface Account {
  readonly name: string;
  readonly password: string;
}

const ADMIN = 'admin';
const BUILDER = 'localbuilder';
/* The message bus is not among them: it needs a broker. */
const HUB_PLUGINS = 'runroot sidetag save_failed_tree';
const BUILDER_PLUGINS = 'runroot save_failed_tree';

/**
 * Makes the folder of a site, or opens the one that is there: configuration files that stay as their owner edits them,
 * and passwords that are made once. What is made belongs to its owner alone, whatever the umask; only the files that the hub
 * serves follow the umask, so that who opens the site's folder can let another web server read them.
 */
export function openSiteFolder(directory: string): SiteFolder {
  const path = resolve(directory);
  const topdir = join(path, 'koji');
  const workdir = join(path, 'build');
  makeSiteFolder(path, path, PRIVATE);
  for (const needed of [join(path, 'kojid'), join(path, 'plugins')]) makeSiteFolder(path, needed, PRIVATE);
  for (const needed of [topdir, workdir]) makeSiteFolder(path, needed, SHARED);
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
  writeOnce(join(path, 'plugins', 'save_failed_tree.conf'), SAVE_FAILED_TREE);
  writeOnce(folder.builderConfig, builderText(folder));
  return folder;
}

/**
 * Takes the folder for this process. Returns what gives it back; a process that is killed gives it back, too. Throws
 * when a site runs in it already: two would take each other's builder away.
 */
export async function lockSiteFolder(folder: SiteFolder): Promise<() => void> {
  const release = await lockFile(join(folder.path, 'site.lock'));
  if (release === undefined) {
    throw new Error(`a site runs in ${folder.path} already: end it first, or name another folder with --dir`);
  }
  return release;
}

/** What of a site others could read or change, each with what to do about it. */
export function looseSiteFiles({ path, clientConfig, hubConfig }: SiteFolder): string[] {
  const secrets = [join(path, 'passwords.conf'), clientConfig].map((file) =>
    openToOthers(file, 0o077, 'holds passwords'),
  );
  const kept = [path, hubConfig].map((file) => openToOthers(file, 0o022, 'decides what the site does'));
  return [...secrets, ...kept].flat();
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

const PRIVATE = 0o700;
const SHARED = 0o777;

function makeSiteFolder(site: string, path: string, mode: number): void {
  try {
    makeFolder(path, mode);
  } catch (cause) {
    throw new Error(`${site} cannot be the folder of a site: ${(cause as Error).message}`, { cause });
  }
}

function hubText(folder: SiteFolder): string {
  return `[hub]
KojiDir = ${folder.topdir}
Plugins = ${HUB_PLUGINS}
LogLevel = WARNING
# Tasks that send mail fail without a mail server: name one as smtphost in kojid/kojid.conf before this line goes.
DisableNotifications = True
`;
}

/* Koji's default is buildArch alone; what fails on a new site is a runroot. */
const SAVE_FAILED_TREE = `[permissions]
allowed_methods = buildArch, runroot
`;

function builderText(folder: SiteFolder): string {
  return `[kojid]
workdir = ${folder.workdir}
mockdir = ${join(folder.workdir, 'buildroots')}
topdir = ${folder.topdir}
plugins = ${BUILDER_PLUGINS}
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
  rmSync(beside, { force: true });
  writeFileSync(beside, text, { mode: 0o600, flag: 'wx' });
  renameSync(beside, file);
}
