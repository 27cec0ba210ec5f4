import { lstat, mkdir, realpath, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { BuildError, GenericError } from '@kojikit/protocol';
import { capture } from '../process/capture.js';
import { succeeded } from '../process/exit-status.js';
import type { Task } from '../tasks/task.js';
import type { ScmUrl } from './scm-url.js';
import { isLocal, withoutPassword } from './scm-url.js';

/** Sources as they were checked out. */
export interface Checkout {
  /** The folder with the spec file. */
  readonly folder: string;
  /** What is recorded of a build: the URL as given, and with the commit in place of the revision. */
  readonly source: { readonly url: string; readonly source: string };
}

const LOG = 'checkout.log';

/** How git may reach repositories elsewhere; those on this machine only where the URL itself names one. */
const REMOTE = 'git:http:https:ssh:rsync';

/**
 * git reads nothing of this host's configuration, asks nobody anything, and starts no programs of the repository: neither
 * hooks nor other transports than those of the schemes.
 */
const ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: 'false',
  SSH_ASKPASS: 'false',
  SSH_ASKPASS_REQUIRE: 'never',
  GIT_ALLOW_PROTOCOL: REMOTE,
  GIT_LFS_SKIP_SMUDGE: '1',
};
/** A host key that is not known, a passphrase or a server that no longer answers ends ssh instead of keeping it waiting. */
const SSH =
  'ssh -o BatchMode=yes -o ConnectTimeout=60 -o ServerAliveInterval=60 -o ServerAliveCountMax=3 -o ForwardAgent=no';
/** Seconds after which a transfer over HTTP ends that brings next to nothing. */
const STALLED = 300;
const SAFETY = [
  '-c',
  'http.lowSpeedLimit=1',
  '-c',
  `http.lowSpeedTime=${STALLED}`,
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.symlinks=true',
  '-c',
  'protocol.ext.allow=never',
];

/** Throws BuildError for a repository that cannot be checked out here, whatever is in it. */
export function assertSupported(scm: ScmUrl): void {
  if (!scm.type.startsWith('GIT'))
    throw new BuildError(`${scm.type} repositories are not supported by this builder, only git ones`);
  if (scm.type === 'GIT+SSH' && scm.user === null)
    throw new BuildError(`No user specified for repository access scheme: ${scm.scheme}`);
}

/**
 * Checks out a repository below a folder; the output of git is the task's `checkout.log`. Throws BuildError when that
 * fails.
 */
export async function checkOut(
  task: Task<unknown>,
  scm: ScmUrl,
  folder: string,
  useCommon: boolean,
): Promise<Checkout> {
  await mkdir(folder, { recursive: true });
  const { remote, common, name, secret } = places(scm);
  const top = join(folder, name);
  let started = false;
  const git = async (args: readonly string[], cwd: string): Promise<boolean> => {
    const status = await task.run(['git', ...SAFETY, ...args], {
      log: LOG,
      append: started,
      cwd,
      env: {
        ...ENVIRONMENT,
        ...sshOf(process.env),
        ...secret,
        ...(isLocal(scm) && { GIT_ALLOW_PROTOCOL: 'file' }),
      },
    });
    started = true;
    return succeeded(status);
  };
  const must = async (args: readonly string[], cwd: string): Promise<void> => {
    if (await git(args, cwd)) return;
    const line = args.map((arg) => withoutPassword(arg)).join(' ');
    throw new BuildError(`Error running ${scm.type} command "git ${line}", see ${LOG} for details`);
  };
  await must(['clone', '-n', '--', remote, top], folder);
  const revision = scm.revision.replace(/^origin\//, '');
  const isFetched =
    (await git(['fetch', 'origin', `${revision}:KOJI_FETCH_HEAD`], top)) &&
    (await git(['reset', '--hard', 'KOJI_FETCH_HEAD', '--'], top));
  // Shortened hashes cannot be fetched, only looked up.
  if (!isFetched) await must(['reset', '--hard', scm.revision, '--'], top);
  if (useCommon) await must(['clone', '--', common, 'common'], folder);
  const sources = await folderInside(top, scm.module);
  if (useCommon) await linkCommon(folder, sources);
  const commit = await commitOf(top);
  return { folder: sources, source: { url: withoutPassword(scm.url), source: withCommit(scm, commit) } };
}

function places(scm: ScmUrl): {
  remote: string;
  common: string;
  name: string;
  secret: Readonly<Record<string, string>>;
} {
  const scheme = scm.type === 'GIT+SSH' ? 'ssh://' : scm.scheme.replace(/^git\+/, '');
  const [account = '', password] = scm.user?.split(':') ?? [];
  const user = scm.user === null ? '' : `${account}@`;
  const url = (path: string): string => `${scheme}${user}${scm.host}${path}`;
  const { repository } = scm;
  const ending = ['/.git', '.git'].find((text) => repository.endsWith(text)) ?? '';
  const plain = repository.slice(0, repository.length - ending.length);
  const beside = dirname(plain) === '/' ? '' : dirname(plain);
  const name = basename(plain);
  if (name === '' || name === '.' || name === '..')
    throw new GenericError(`Invalid SCM URL. The repository ${repository} has no name`);
  // Told by the environment: the command line stands in the log, and git keeps the address in the checkout.
  const secret: Record<string, string> =
    password === undefined
      ? {}
      : {
          GIT_CONFIG_COUNT: '1',
          GIT_CONFIG_KEY_0: `url.${scheme}${account}:${password}@${scm.host}/.insteadOf`,
          GIT_CONFIG_VALUE_0: url('/'),
        };
  return { secret, remote: url(repository), common: url(`${beside}/common${ending}`), name };
}

/** The operator's own way of calling ssh goes before ours: it may lead through a proxy, or name a key. */
function sshOf(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const isSet = environment['GIT_SSH_COMMAND'] !== undefined || environment['GIT_SSH'] !== undefined;
  return isSet ? {} : { GIT_SSH_COMMAND: SSH };
}

/** The module's folder; a repository may hold links, and none may lead out of it. */
async function folderInside(top: string, module: string): Promise<string> {
  const path = join(top, module);
  const resolved = await realpath(path).catch(() => undefined);
  const root = await realpath(top);
  if (resolved === undefined || !(await lstat(resolved)).isDirectory())
    throw new BuildError(`there is no folder ${module} in the repository`);
  if (resolved !== root && !resolved.startsWith(`${root}/`))
    throw new BuildError(`the folder ${module} leads out of the repository`);
  return module === '' ? top : resolved;
}

async function linkCommon(folder: string, sources: string): Promise<void> {
  const above = dirname(sources);
  if ((await lstat(join(above, 'common')).catch(() => undefined)) !== undefined) return;
  await symlink(join(relative(above, folder), 'common'), join(above, 'common'));
}

async function commitOf(top: string): Promise<string> {
  const { status, output } = await capture(['git', ...SAFETY, '-C', top, 'rev-parse', 'HEAD'], {
    env: { ...process.env, ...ENVIRONMENT },
  });
  const commit = output.trim();
  if (!succeeded(status) || !/^[0-9a-f]{40,64}$/.test(commit))
    throw new GenericError('Error getting commit hash for git');
  return commit;
}

function withCommit({ scheme, host, repository, module }: ScmUrl, commit: string): string {
  return `${scheme}${host}${repository}${module === '' ? '' : `?${module}`}#${commit}`;
}
