import { dictionary, globPattern, matchesGlob, ParameterError } from '@kojikit/protocol';
import { isStruct, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import type { TagInfo } from '../tags/index.js';
import type { RepoOptions } from './types.js';

const NAMES: readonly string[] = [
  'src',
  'debuginfo',
  'separate_src',
  'maven',
] satisfies (keyof RepoOptions)[];

/**
 * The repo options that a caller or a tag gives; nil members count as not given.
 * @param strict throw ParameterError for what is no repo option. Otherwise it is left out.
 */
export function readRepoOptions(given: unknown, { strict }: { strict: boolean }): Partial<RepoOptions> {
  if (given === null || given === undefined) return {};
  if (!isStruct(given)) {
    if (strict) throw new ParameterError('Repo opts must be a dictionary');
    return {};
  }
  const options = dictionary<boolean>();
  for (const [name, value] of Object.entries(given)) {
    if (!NAMES.includes(name)) {
      if (strict) throw new ParameterError(`Invalid repo option: ${name}`);
    } else if (value !== null) {
      options[name] = isTrue(value);
    }
  }
  return options;
}

/**
 * What a repo of a tag holds: the hub's settings, then those of the tag, then what was asked for. `custom` are those
 * that were asked for and differ from the tag's own.
 */
export function repoOptions(
  ctx: Context,
  tag: Pick<TagInfo, 'name' | 'extra' | 'maven_support'>,
  asked: unknown,
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
    ...readRepoOptions(tagOptions(tag.extra), { strict: false }),
  };
  if (!ctx.config.EnableMaven) options.maven = false;
  else if (tag.maven_support) options.maven = true;

  const override = Object.entries(readRepoOptions(asked, { strict: false }));
  const custom = Object.fromEntries(
    override.filter(([name, value]) => options[name as keyof RepoOptions] !== value),
  ) as Partial<RepoOptions>;
  return { options: { ...options, ...custom }, custom };
}

/* `with_debuginfo` is the older way to say it and counts only without the newer one. */
function tagOptions(extra: Readonly<Record<string, unknown>>): unknown {
  if ('repo.opts' in extra) return extra['repo.opts'];
  return 'with_debuginfo' in extra ? { debuginfo: isTrue(extra['with_debuginfo']) } : undefined;
}
