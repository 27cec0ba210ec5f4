import { expect, it } from 'vitest';
import { hubOptions } from '../../config/index.js';
import { leftoverOptions } from '../../config/leftover-options.js';
import { policyTests } from '../../policy/policy-tests.js';
import { KOJI_HUB_OPTIONS } from './koji-hub-options.js';
import { KOJI_POLICY_TESTS } from './koji-policy-tests.js';
import { neededUpgrades } from './schema-upgrades.js';

it("each option of Koji's hub is one here, or it is said what became of it", () => {
  const known = [...Object.keys(hubOptions), ...Object.keys(leftoverOptions)];
  expect(KOJI_HUB_OPTIONS.filter((name) => !known.includes(name))).toEqual([]);
});

it("each policy test of Koji's hub is one here", () => {
  const known = policyTests.map(({ name }) => name);
  const own = Object.entries(KOJI_POLICY_TESTS).filter(([, { plugin }]) => plugin === undefined);
  expect(own.map(([name]) => name).filter((name) => !known.includes(name))).toEqual([]);
});

it('upgrade files are needed from the first that brings what is missing, those that bring only rows included', () => {
  expect(neededUpgrades(['repo_queue', 'archivetypes.compression_type'])).toEqual([
    'schema-upgrade-1.29-1.30.sql',
    'schema-upgrade-1.30-1.31.sql',
    'schema-upgrade-1.31-1.32.sql',
    'schema-upgrade-1.32-1.33.sql',
    'schema-upgrade-1.33-1.34.sql',
    'schema-upgrade-1.34-1.35.sql',
  ]);
  expect(neededUpgrades(['build.nothing_of_koji'])).toEqual([]);
});
