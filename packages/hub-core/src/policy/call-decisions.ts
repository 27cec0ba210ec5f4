import { formatDraftRelease } from '@kojikit/rpm';
import type { MadeDecision } from '../decisions/index.js';
import type { Done, PolicyData } from '../ground/policies.js';
import { isStruct } from '../rpc/convert.js';

/* What is done follows what allowed it closely. */
const MOST_DECISIONS = 100;

/** The decisions of policies in one call, for what is done because of them. */
export class CallDecisions {
  private made: { readonly decision: MadeDecision; readonly data: PolicyData }[] = [];

  add(decision: MadeDecision, data: PolicyData): void {
    this.made.push({ decision, data });
    if (this.made.length > MOST_DECISIONS) this.made.shift();
  }

  /** The last decision of a policy that was about these things. */
  last(policy: string, { build, tag }: Done): MadeDecision | undefined {
    return this.made.findLast(
      ({ decision, data }) =>
        decision.policy === policy &&
        (build === undefined || namesBuild(data, build)) &&
        (tag === undefined || [data['tag'], data['fromtag']].some((given) => isNamed(given, tag))),
    )?.decision;
  }

  clear(): void {
    this.made = [];
  }
}

function namesBuild(data: PolicyData, build: NonNullable<Done['build']>): boolean {
  const { name, version, release } = build;
  if (data['build'] !== undefined)
    return isNamed(data['build'], { id: build.id, name: `${name}-${version}-${release}` });
  const asked = data['release'];
  return (
    data['package'] === name &&
    data['version'] === version &&
    typeof asked === 'string' &&
    [asked, formatDraftRelease(asked, build.id)].includes(release)
  );
}

function isNamed(given: unknown, { id, name }: NonNullable<Done['tag']>): boolean {
  if (isStruct(given)) return 'id' in given ? given['id'] === id : given['name'] === name;
  return given === id || given === name;
}
