/** What a running test may do about itself. vitest's test context has it. */
export interface RunningTest {
  skip?(note?: string): void;
}

/** The part of a test framework that this package uses. vitest's functions fit. */
export interface TestFramework {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: (test: RunningTest) => Promise<void> | void) => unknown;
  readonly beforeEach: (body: (test: RunningTest) => Promise<void> | void) => unknown;
}

/** The given framework, or the global one (vitest with `globals: true`). */
export function testFramework(given?: TestFramework): TestFramework {
  if (given !== undefined) return given;
  const { describe, it, beforeEach } = globalThis as Partial<TestFramework>;
  if (describe === undefined || it === undefined || beforeEach === undefined) {
    throw new Error(
      'describe, it and beforeEach are not global here: hand them over, or set `globals: true` in the vitest config',
    );
  }
  return { describe, it, beforeEach };
}

/** Runs `body` when the running test ends, if this is inside of a test whose framework can do that. */
export function whenTestFinishes(body: () => Promise<void>): void {
  const { onTestFinished } = globalThis as { onTestFinished?: (body: () => Promise<void>) => void };
  try {
    onTestFinished?.(body);
  } catch {
    // vitest throws when no test is running, for instance in beforeAll: the caller closes by itself there.
  }
}
