import type { PolicyData } from './policies.js';

/** Finds a fact out. Undefined: there is no such fact. */
export type FindFact = () => Promise<unknown>;

/** A test has read a fact that was not found out yet. */
export class FactWanted extends Error {
  constructor(
    name: string,
    readonly find: () => Promise<void>,
  ) {
    super(`the fact ${name} was read outside of the rules of a policy before it was known`);
  }
}

/**
 * Gives a policy facts that cost something: each is found out when a test reads it or asks whether it is there, and not where none
 * does. That test runs again from its beginning then.
 * @param data what is known already; belongs to the answer from here on.
 * @param late what finds each out, by its name; asked once at most.
 */
export function withLateFacts(data: PolicyData, late: Readonly<Record<string, FindFact>>): PolicyData {
  const wanted = new Map<string | symbol, FindFact>(Object.entries(late));
  // Who lists the facts meets them all.
  for (const name of Object.keys(late)) data[name] = undefined;
  const assertKnown = (name: string | symbol) => {
    const find = wanted.get(name);
    if (find === undefined) return;
    throw new FactWanted(String(name), async () => {
      const value = await find();
      wanted.delete(name);
      if (value === undefined) Reflect.deleteProperty(data, name);
      else Reflect.set(data, name, value);
    });
  };
  return new Proxy(data, {
    get(facts, name): PolicyData[string] {
      assertKnown(name);
      return Reflect.get(facts, name);
    },
    has(facts, name) {
      assertKnown(name);
      return Reflect.has(facts, name);
    },
    getOwnPropertyDescriptor(facts, name) {
      assertKnown(name);
      return Reflect.getOwnPropertyDescriptor(facts, name);
    },
  });
}
