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
 * Gives a policy facts that cost something: each is found out when a test reads it, and not where none does. The test that
 * has read it runs again from its beginning then.
 * @param data gets the facts, and is returned.
 * @param late what finds each out, by its name; asked once at most.
 */
export function withLateFacts(data: PolicyData, late: Readonly<Record<string, FindFact>>): PolicyData {
  for (const [name, find] of Object.entries(late)) {
    const found = async () => {
      const value = await find();
      if (value === undefined) delete data[name];
      else Object.defineProperty(data, name, { value, writable: true });
    };
    const get = () => {
      throw new FactWanted(name, found);
    };
    Object.defineProperty(data, name, { get, enumerable: true, configurable: true });
  }
  return data;
}
