import { matchesGlob } from '@kojikit/protocol';
import { buildRef, isGiven, nameOrId, nilOr } from '../../readers/index.js';
import type { Context } from '../../ground/context.js';
import { policyTest } from '../policy-test.js';
import type { PolicyData } from '../../ground/policies.js';
import type { PolicyTest } from '../../ground/policy-test.js';
import { policyBuildroots } from './build-facts.js';
import { matchesField } from './core.js';
import { patternsOf } from './patterns.js';

/** A test of the tag that a member of the data names; without one, or without such a tag, it does not hold. */
const tagIn = (name: string, member: string, doc: string): PolicyTest =>
  policyTest(name, {
    usage: 'PATTERN…',
    doc,
    prepare: patternsOf,
    async run(ctx, data, patterns) {
      const info = data[member];
      if (info === null || info === undefined) return false;
      const tag = await ctx.call('getTag', { tagInfo: nameOrId(info) });
      if (tag === null) return false;
      data['_tagname'] = tag.name;
      return matchesField(data, '_tagname', patterns);
    },
  });

const hasTag = policyTest('hastag', {
  usage: 'PATTERN…',
  doc: 'The build is in a tag that fits one of the patterns, right now.',
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    if (!Object.hasOwn(data, 'build')) return false;
    const tags = await ctx.call('listTags', { build: nilOr(buildRef)(data['build']) });
    return tags.some(({ name }) => matchesGlob(name, patterns));
  },
});

const buildTag = policyTest('buildtag', {
  usage: 'PATTERN…',
  doc: 'A tag that the build was made from fits one of the patterns.',
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    return (await buildTags(ctx, data)).some(({ name }) => matchesGlob(name, patterns));
  },
});

const buildTagInheritsFrom = policyTest('buildtag_inherits_from', {
  usage: 'PATTERN…',
  doc: 'A tag that the build was made from inherits from one that fits one of the patterns.',
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    for (const { name, event } of await buildTags(ctx, data)) {
      const tag = await ctx.call('getTag', { tagInfo: name, strict: true, event });
      const parents = await ctx.call('getFullInheritance', { tag: tag.id, event: tag.query_event ?? null });
      if (parents.some((parent) => matchesGlob(parent.name, patterns))) return true;
    }
    return false;
  },
});

interface BuildTag {
  readonly name: string;
  /** As of which event the tag is meant; `auto`: the last at which it existed. */
  readonly event: number | 'auto' | null;
}

/* What the data says outright, else the target's tag, else the tags of the buildroots. */
async function buildTags(ctx: Context, data: PolicyData): Promise<BuildTag[]> {
  const named = Object.hasOwn(data, 'build_tag') ? [data['build_tag']] : data['build_tags'];
  if (Array.isArray(named) && named.length > 0) {
    const tags: BuildTag[] = [];
    for (const info of named) tags.push({ name: await tagName(ctx, info), event: 'auto' });
    return tags;
  }
  if (isGiven(data['target'])) {
    const target = await ctx.call('getBuildTarget', { info: nameOrId(data['target']) });
    if (target !== null) return [{ name: target.build_tag_name, event: 'auto' }];
  }
  const buildroots = await policyBuildroots(ctx, data);
  return buildroots.flatMap(({ tag, event }) => (tag === null ? [] : [{ name: tag, event }]));
}

async function tagName(ctx: Context, info: unknown): Promise<string> {
  return (await ctx.call('getTag', { tagInfo: nameOrId(info), strict: true, event: 'auto' })).name;
}

/** Tests about tags: of the operation, of the build, and those that it was made from. */
export const tagPolicyTests: readonly PolicyTest[] = [
  tagIn(
    'tag',
    'tag',
    'The tag that something is put into, taken out of or built for fits one of the patterns.',
  ),
  tagIn('fromtag', 'fromtag', 'The tag that a build is moved out of fits one of the patterns.'),
  hasTag,
  buildTag,
  buildTagInheritsFrom,
];
