/** What one package's test run came to, as `.test-results/totals.json` holds it. */
export interface Totals {
  passed: number;
  /** Failed tests, test files that did not load, and errors outside of any test. */
  failed: number;
  skipped: Skipped[];
  /** How long each test file took, what it loads first included. */
  seconds: Record<string, number>;
}

export interface Skipped {
  /** The test with the names of the groups around it. */
  what: string;
  /** Undefined when the test did not say; that fails the run. */
  why?: string;
}
