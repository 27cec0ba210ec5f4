import type { Rule } from './rule-set.js';

/** The compiled policies of a hub. Made once at start by `compilePolicies`; a request asks through `RequestPolicies`. */
export class PolicySet {
  constructor(private readonly compiled: ReadonlyMap<string, readonly Rule[]>) {}

  /** The rules of a policy, or undefined when there is none of this name. */
  rulesOf(name: string): readonly Rule[] | undefined {
    return this.compiled.get(name);
  }

  names(): string[] {
    return [...this.compiled.keys()];
  }

  /** The first words of all actions that a policy may answer. */
  actionsOf(name: string): string[] {
    const actions = new Set<string>();
    const collect = (rules: readonly Rule[]) => {
      for (const { action } of rules) {
        if (typeof action === 'string') actions.add(action.split(/\s+/)[0]!);
        else collect(action);
      }
    };
    collect(this.rulesOf(name) ?? []);
    return [...actions];
  }
}
