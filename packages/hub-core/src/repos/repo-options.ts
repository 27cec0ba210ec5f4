import { globPattern, matchesGlob } from '@kojikit/protocol';
import { keysOf } from '../keys-of.js';
import { truth } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import type { TagInfo } from '../tags/index.js';
import { knownOptions } from './readers/repo-options.js';
import type { RepoOptions } from './types.js';

/**
 * What a repo of a tag holds: the hub's settings, then those of the tag, then what was asked for. `custom` are those
 * that were asked for and differ from the tag's own.
 */
export function repoOptions(
  ctx: Context,
  tag: Pick<TagInfo, 'name' | 'extra' | 'maven_support'>,
  asked: Partial<RepoOptions>,
): { options: RepoOptions; custom: Partial<RepoOptions> } {
  const listed = (patterns: string) =>
    matchesGlob(
      tag.name,
      patterns
        .split(/\s+/)
        .filter((pattern) => pattern !== '')
        .map(globPattern),
    );
  const options: RepoOptions = {
    src: listed(ctx.config.SourceTags),
    debuginfo: listed(ctx.config.DebuginfoTags),
    separate_src: listed(ctx.config.SeparateSourceTags),
    maven: false,
    ...knownOptions(tagOptions(tag.extra)),
  };
  if (!ctx.config.EnableMaven) options.maven = false;
  else if (tag.maven_support) options.maven = true;

  const custom: Partial<RepoOptions> = {};
  for (const name of keysOf(asked)) if (options[name] !== asked[name]) custom[name] = asked[name];
  return { options: { ...options, ...custom }, custom };
}

/* `with_debuginfo` is the older way to say it and counts only without the newer one. */
function tagOptions(extra: Readonly<Record<string, unknown>>): unknown {
  if ('repo.opts' in extra) return extra['repo.opts'];
  return 'with_debuginfo' in extra ? { debuginfo: truth(extra['with_debuginfo']) } : undefined;
}
