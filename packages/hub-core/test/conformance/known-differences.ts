import type { KnownDifference } from '@kojikit/testing/conformance';

/** Steps that an engine answers otherwise than recorded, and why that is no mistake. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    scenario: '17-builds',
    engine: 'sqlite',
    step: 161,
    reason:
      'builds of the same release, ordered by release: Koji leaves the rest of the order to its database',
  },
];
