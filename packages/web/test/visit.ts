import { createTestHub, type TestHub, type TestHubOptions } from '@kojikit/testing';
import { visitPages, type PageVisitor } from '@kojikit/testing/pages';
import webPages from '@kojikit/web/hub';
import { afterAll, beforeAll } from 'vitest';

/** A hub with pages, and a visitor. */
export interface Visited extends PageVisitor {
  readonly hub: TestHub;
}

/** @param open makes the hub; of `eachDatabase` for instance. */
export async function visitedHub(
  options: TestHubOptions = {},
  open: (options: TestHubOptions) => Promise<TestHub> = createTestHub,
): Promise<Visited> {
  const hub = await open({ ...options, plugins: [webPages, ...(options.plugins ?? [])] });
  return { hub, ...visitPages(await hub.listen()) };
}

/** Where a page led after it did something. */
export const ledTo = (response: Response) => [response.status, response.headers.get('location')];

/** One hub for all tests of a file or group: each brings things of its own. It is there from the first test on. */
export function sharedHub(options: TestHubOptions = {}): () => Visited {
  let visited: Visited | undefined;
  beforeAll(async () => {
    visited = await visitedHub(options);
  });
  afterAll(() => visited?.hub.close());
  return () => visited!;
}
