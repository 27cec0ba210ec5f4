import { describeScenarios, type KnownDifference } from '@kojikit/testing/conformance';
import plugin from '../src/hub.js';

const sidetagAdmin = {
  scenario: '28-sidetags',
  step: 64,
  reason:
    "sidetag_admin changes an extra setting of somebody else's side tag: in Koji the permission is of no use there",
};
const knownDifferences: readonly KnownDifference[] = [
  { ...sidetagAdmin, engine: 'sqlite' },
  { ...sidetagAdmin, engine: 'postgresql' },
];

describeScenarios({
  passing: ['03-protocol', '27-policy', '28-sidetags', '29-sidetags-config', '34-options'],
  knownDifferences,
  plugins: [plugin],
});
