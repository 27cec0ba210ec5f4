import { realpath } from 'node:fs/promises';
import { BuildError, globPattern, type Struct } from '@kojikit/protocol';
import type { Settings } from '../config/settings.js';
import type { TaskHub } from '../hub/task-hub.js';
import type { Log } from '../tasks/log.js';
import { isLocal, type ScmUrl } from './scm-url.js';

/** How sources of an allowed repository are fetched. */
export interface ScmOptions {
  /** Whether the repository `common` beside it is checked out too. */
  readonly useCommon: boolean;
  /** The command that fetches what is not in the repository, run inside the build root; `undefined`: none. */
  readonly sourceCommand: readonly string[] | undefined;
}

type ScmSettings = Pick<Settings, 'allowed_scms' | 'allowed_scms_use_config' | 'allowed_scms_use_policy'>;

const DEFAULTS: ScmOptions = { useCommon: true, sourceCommand: ['make', 'sources'] };

/**
 * Finds out whether a repository may be built from: by `allowed_scms` of kojid.conf, by the hub's policy `build_from_scm`,
 * or both, as kojid.conf says. Throws BuildError if not.
 * @param data What the policy is told beside the parts of the URL.
 */
export async function assertAllowedScm(
  scm: ScmUrl,
  settings: ScmSettings,
  hub: TaskHub,
  data: Struct,
  log: Log,
): Promise<ScmOptions> {
  // Whatever a policy says: it may be older than the scheme, and knows nothing of the builder's folders.
  if (isLocal(scm) && !settings.allowed_scms_use_config)
    throw new BuildError(
      `${scm.repository} is on the builder: only allowed_scms of kojid.conf can allow that`,
    );
  const entries = settings.allowed_scms.split(/\s+/).filter((entry) => entry !== '');
  const options = settings.allowed_scms_use_config ? byConfig(scm, entries, log) : DEFAULTS;
  // A link that is allowed by its name may lead to what is not.
  const real = isLocal(scm) ? await realpath(scm.repository).catch(() => undefined) : undefined;
  if (real !== undefined) byConfig({ ...scm, repository: real }, entries, log);
  return settings.allowed_scms_use_policy ? byPolicy(scm, hub, data, options) : options;
}

/**
 * The first entry `[!]host:repository[:use_common[:source_cmd]]` that fits decides. A repository on the builder itself is
 * allowed only by an entry whose host is empty: `*` means hosts, and stood there before there were such repositories.
 */
export function byConfig(scm: ScmUrl, entries: readonly string[], log: Log): ScmOptions {
  for (const entry of entries) {
    const [host, repository, useCommon, command] = entry.split(':');
    if (host === undefined || repository === undefined) {
      log.warn(`Ignoring incorrectly formatted SCM host:repository: ${entry}`);
      continue;
    }
    const isRefusal = host.startsWith('!');
    if (!globPattern(isRefusal ? host.slice(1) : host).test(scm.host)) continue;
    if (!globPattern(repository).test(scm.repository)) continue;
    if (isRefusal) break;
    if (isLocal(scm) && host !== '') continue;
    return {
      useCommon: !['no', 'off', 'false', '0'].includes((useCommon ?? '').toLowerCase()),
      sourceCommand:
        command === undefined ? DEFAULTS.sourceCommand : command === '' ? undefined : command.split(','),
    };
  }
  throw new BuildError(`${scm.host}:${scm.repository} is not in the list of allowed SCMs`);
}

async function byPolicy(scm: ScmUrl, hub: TaskHub, data: Struct, before: ScmOptions): Promise<ScmOptions> {
  const parts: Struct = {
    scm_url: scm.url,
    scm_scheme: scm.scheme,
    scm_user: scm.user,
    scm_host: scm.host,
    scm_repository: scm.repository,
    scm_module: scm.module,
    scm_revision: scm.revision,
    scm_type: scm.type,
  };
  const answer = await hub.call('evalPolicy', { name: 'build_from_scm', data: { ...parts, ...data } });
  return readAnswer(scm, answer ?? '', before);
}

/** Reads `allow [use_common] [source_cmd | none]` or `deny [reason]`. */
export function readAnswer(scm: ScmUrl, answer: string, before: ScmOptions): ScmOptions {
  const [verdict = '', ...rest] = answer.split(/\s+/).filter((word) => word !== '');
  if (!['yes', 'true', 'allow', 'allowed'].includes(verdict.toLowerCase())) {
    const reason = rest.join(' ') || 'None';
    throw new BuildError(`SCM: ${scm.host}:${scm.repository} is not allowed, reason: ${reason}`);
  }
  const useCommon = rest[0]?.toLowerCase() === 'use_common';
  const given = useCommon ? rest.slice(1) : rest;
  const command = given.length > 0 ? given : before.sourceCommand;
  return { useCommon, sourceCommand: command?.[0]?.toLowerCase() === 'none' ? undefined : command };
}
