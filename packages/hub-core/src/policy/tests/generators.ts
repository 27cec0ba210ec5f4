import { matchesGlob } from '@kojikit/protocol';
import { policyTest } from '../policy-test.js';
import type { PolicyTest } from '../../ground/policy-test.js';
import { policyGenerators } from './build-facts.js';
import { patternsOf } from './patterns.js';

const matchAny = policyTest('cg_match_any', {
  usage: 'PATTERN…',
  doc: 'One of the content generators of the build fits one of the patterns.',
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    const names = await policyGenerators(ctx, data);
    return names.some((name) => name !== null && matchesGlob(name, patterns));
  },
});

const matchAll = policyTest('cg_match_all', {
  usage: 'PATTERN…',
  doc: 'The build has content generators, and all fit one of the patterns; a part that none made does not.',
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    const names = await policyGenerators(ctx, data);
    return names.length > 0 && names.every((name) => name !== null && matchesGlob(name, patterns));
  },
});

/** Tests about the content generators of a build. */
export const generatorPolicyTests: readonly PolicyTest[] = [matchAny, matchAll];
