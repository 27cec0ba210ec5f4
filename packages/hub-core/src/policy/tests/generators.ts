import { matchesGlob } from '@kojikit/protocol';
import { policyTest } from '../policy-test.js';
import type { PolicyTest } from '../../ground/policy-test.js';
import { policyGenerators } from './build-facts.js';
import { patternsOf } from './patterns.js';

/** Whether one of the content generators of the build fits. */
const matchAny = policyTest('cg_match_any', {
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    const names = await policyGenerators(ctx, data);
    return names.some((name) => name !== null && matchesGlob(name, patterns));
  },
});

/** Whether there are content generators and all fit; a part that none made does not. */
const matchAll = policyTest('cg_match_all', {
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    const names = await policyGenerators(ctx, data);
    return names.length > 0 && names.every((name) => name !== null && matchesGlob(name, patterns));
  },
});

/** Tests about the content generators of a build. */
export const generatorPolicyTests: readonly PolicyTest[] = [matchAny, matchAll];
