import type { Build } from '@kojikit/protocol';
import { formatDraftRelease } from '@kojikit/rpm';
import type { Context } from '../../ground/context.js';
import type { PolicyData } from '../../ground/policies.js';
import { isStruct, isTrue } from '../../rpc/convert.js';

/* PostgreSQL refuses to compare ids with larger numbers. */
const LARGEST_ID = 0x7fffffff;

/** `user_id` of the data, in whatever form it was given, else the id of the caller. */
export function judgedId({ session }: Context, data: PolicyData): unknown {
  return Object.hasOwn(data, 'user_id') ? data['user_id'] : session.userId;
}

/** The task that a builder asks for; undefined where there is none, and for scratch builds, which have no page. */
export function buildTask({ task_id: task, scratch }: PolicyData): number | undefined {
  if (typeof task !== 'number' || task > LARGEST_ID || isTrue(scratch ?? null)) return undefined;
  return task;
}

/** Whether the data are about this build: named, or described as one that is to be. */
export function isAboutBuild(
  data: PolicyData,
  { id, name, version, release }: Pick<Build, 'id' | 'name' | 'version' | 'release'>,
): boolean {
  if (data['build'] !== undefined)
    return isNamed(data['build'], { id, name: `${name}-${version}-${release}` });
  const asked = data['release'];
  return (
    data['package'] === name &&
    data['version'] === version &&
    typeof asked === 'string' &&
    [asked, formatDraftRelease(asked, id)].includes(release)
  );
}

/** Whether a build goes into this tag or comes out of it. */
export function isAboutTag(data: PolicyData, tag: Named): boolean {
  return [data['tag'], data['fromtag']].some((given) => isNamed(given, tag));
}

interface Named {
  readonly id: number;
  readonly name: string;
}

function isNamed(given: unknown, { id, name }: Named): boolean {
  if (isStruct(given)) return 'id' in given ? given['id'] === id : given['name'] === name;
  return given === id || given === name;
}
