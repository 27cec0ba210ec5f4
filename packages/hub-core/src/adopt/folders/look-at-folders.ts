import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  realpathSync,
  statfsSync,
  statSync,
  type Stats,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join, sep } from 'node:path';
import { PathInfo, statsAt } from '@kojikit/protocol';
import { servedFolders, type HubConfig } from '../../config/index.js';
import { errorCode, errorText } from '../../error-facts.js';
import type { RecordedFiles } from '../database/look-at-database.js';
import { Findings, type Finding, type Todo } from '../finding.js';
import { counted, listed } from '../report/words.js';

/** The folders that Koji's hub writes to. */
const WRITTEN = ['packages', 'repos', 'scratch', 'work'];
const GIB = 2 ** 30;
const LITTLE_SPACE = 10 * GIB;

const MOUNT: Todo = {
  when: 'configure',
  todo: "mount Koji's files on this machine, and name the folder as KojiDir in hub.conf",
};

/** Whether the files of the site are where hub.conf and the database say, and whether this user may work with them. */
export function lookAtFolders(config: HubConfig, files: RecordedFiles | undefined): Finding[] {
  const found = new Findings('folders');
  const top = config.KojiDir;
  const stats = statOf(top);
  if (typeof stats === 'string') found.fails(`KojiDir ${top} ${stats}`, MOUNT);
  else if (!stats.isDirectory()) found.fails(`KojiDir ${top} is no folder`, MOUNT);
  else {
    lookAtWritten(found, top);
    if (mayRead(top)) lookAtServed(found, config);
    lookAtSpace(found, top);
    if (files !== undefined) lookAtRecorded(found, top, files);
  }
  return found.all;
}

function lookAtWritten(found: Findings, top: string): void {
  const there = WRITTEN.filter((name) => existsSync(join(top, name)));
  const missing = WRITTEN.filter((name) => !there.includes(name));
  if (missing.length === WRITTEN.length) {
    found.fails(`${top} has none of the folders ${listed(WRITTEN)}`, MOUNT);
    return;
  }
  if (missing.length > 0)
    found.works(
      `${top} has no ${listed(missing)} yet: ${missing.length === 1 ? 'it is' : 'they are'} made when needed`,
    );
  const owners = new Set(there.map((name) => statSync(join(top, name)).uid));
  const closed = there.filter((name) => !mayWrite(join(top, name)));
  const user = userInfo();
  const others = [...owners].filter((uid) => uid !== user.uid);
  if (closed.length > 0) {
    found.step(
      `${user.username} may not write to ${listed(closed.map((name) => join(top, name)))}, which ${owners.size === 1 ? 'belongs' : 'belong'} to the user id ${[...owners].join(', ')}`,
      {
        when: 'configure',
        todo: 'run the hub as the user that Koji runs as (apache on Fedora), or change the owner of the files to the user of the hub',
      },
    );
  } else if (others.length > 0) {
    found.step(
      `files below ${top} belong to the user id ${others.join(', ')}, and this is ${user.username}`,
      {
        when: 'configure',
        todo: 'run the hub as their owner, so that builders and tools of Koji go on finding their rights; look again as that user',
      },
    );
  } else found.works(`${user.username} owns the folders of ${top} and may write to them`);
}

function lookAtServed(found: Findings, config: HubConfig): void {
  const top = config.KojiDir;
  const served = servedFolders(config);
  const known = new Set([...served, ...WRITTEN, 'vol']);
  const entries = readdirSync(top).filter((name) => !name.startsWith('.'));
  const others = entries.filter((name) => !known.has(name) && isFolder(join(top, name)));
  if (others.length > 0) {
    found.step(`${top} also holds ${listed(others)}, which Koji's Apache serves and this hub does not`, {
      when: 'configure',
      todo: `add to ServedFolders in hub.conf what everybody may download: ServedFolders = ${served.join(' ')} ${others[0]}`,
    });
  }
  const real = realpathSync(top) + sep;
  const outside = served.filter((name) => {
    const path = join(top, name);
    return (
      existsSync(path) && lstatSync(path).isSymbolicLink() && !`${realpathSync(path)}${sep}`.startsWith(real)
    );
  });
  if (outside.length > 0)
    found.works(`${listed(outside)} of ${top} are links to elsewhere, and are served where they lead`);
}

function lookAtSpace(found: Findings, top: string): void {
  const { bavail, blocks, bsize } = statfsSync(top);
  const free = bavail * bsize;
  const text = `${Math.round(free / GIB).toLocaleString('en-US')} GiB of ${Math.round((blocks * bsize) / GIB).toLocaleString('en-US')} are free in ${top}`;
  if (free >= LITTLE_SPACE) found.works(text);
  else
    found.step(text, { when: 'before', todo: 'make room: a hub with a full disk refuses uploads and repos' });
}

function lookAtRecorded(found: Findings, top: string, { volumes, newestBuilds }: RecordedFiles): void {
  const paths = new PathInfo(top);
  for (const volume of volumes.filter((name) => name !== 'DEFAULT')) {
    const path = paths.volume(volume);
    const stats = statOf(path);
    if (typeof stats !== 'string' && stats.isDirectory())
      found.works(`the volume ${volume} is at ${realpathSync(path)}`);
    else {
      found.fails(`the volume ${volume} is not at ${path}`, {
        when: 'configure',
        todo: `mount it there, or link ${path} to where it is`,
      });
    }
  }
  lookAtSignedCopies(
    found,
    newestBuilds.map((build) => paths.build(build)),
  );
  const lost = newestBuilds.filter((build) => !existsSync(paths.build(build)));
  if (newestBuilds.length === 0) found.works('the database knows of no build whose files should be here');
  else if (lost.length === 0)
    found.works(
      `the files of the newest ${counted(newestBuilds.length, 'build')} are where the database says`,
    );
  else {
    const what = `${lost.length} of the newest ${counted(newestBuilds.length, 'build')} have no files here, such as ${paths.build(lost[0]!)}`;
    const todo = 'see that KojiDir holds the files of this very database, and that all volumes are mounted';
    if (lost.length === newestBuilds.length) found.fails(what, { when: 'configure', todo });
    else found.step(what, { when: 'configure', todo });
  }
}

const mayRead = (path: string) => may(path, constants.R_OK | constants.X_OK);
const mayWrite = (path: string) => may(path, constants.R_OK | constants.W_OK | constants.X_OK);

/* Signed copies lie in a folder for each key. */
function lookAtSignedCopies(found: Findings, folders: readonly string[]): void {
  const keys = folders.flatMap((folder) => {
    const signed = join(folder, 'data', 'signed');
    return isFolder(signed) && mayRead(signed) ? readdirSync(signed) : [];
  });
  if (keys.length > 0)
    found.works(
      `signed copies are served as before, those of the newest builds by the keys ${listed([...new Set(keys)])}`,
    );
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function isFolder(path: string): boolean {
  return statsAt(path)?.isDirectory() ?? false;
}

function statOf(path: string): Stats | string {
  try {
    return statSync(path);
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'does not exist' : `cannot be read: ${errorText(error)}`;
  }
}
