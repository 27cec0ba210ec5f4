import { testFramework, type TestFramework } from './test-framework.js';

/**
 * A group of tests that needs something of the machine. Where it is missing, the group is one skipped test that says why;
 * with `KOJIKIT_NO_SKIP=1`, `npm test` of this repository fails then.
 * @param missing what is not there and would have to be, or undefined when all is.
 * @example
 * describeNeeding(haveOpenssl ? undefined : 'there is no openssl', 'amqps', () => { … });
 */
export function describeNeeding(
  missing: string | undefined,
  name: string,
  body: () => void,
  framework?: TestFramework,
): void {
  const { describe, it } = testFramework(framework);
  if (missing === undefined) describe(name, body);
  else it(name, ({ skip }) => skip?.(missing));
}
