import type { MadeDecision } from '../decisions/index.js';
import type { Done, PolicyData } from '../ground/policies.js';
import { isAboutBuild, isAboutTag } from './readers/decided-about.js';

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
        (build === undefined || isAboutBuild(data, build)) &&
        (tag === undefined || isAboutTag(data, tag)),
    )?.decision;
  }

  clear(): void {
    this.made = [];
  }
}
