import { POLICY_NAMES, suggest } from '@kojikit/protocol';
import type { RuleText } from './parse-rules.js';
import { isOneOf } from '../is-one-of.js';

export interface UnknownAction {
  readonly line: number | undefined;
  readonly message: string;
  /** The action that was meant, when one is near enough. */
  readonly meant: string | undefined;
}

/** What the askers of the hub's own policies know; any other of them knows `allow` and `deny`. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  channel: ['use', 'req', 'parent'],
  priority: ['stay', 'set', 'adjust'],
};

/** Their actions are names of volumes. */
const FREE = new Set(['volume']);

/**
 * The actions of a policy of the hub that its asker does not know. Policies of other names are asked by who knows whom:
 * their actions are not looked at.
 */
export function unknownActions(policy: string, rules: readonly RuleText[]): UnknownAction[] {
  if (FREE.has(policy) || !isOneOf(POLICY_NAMES, policy)) return [];
  const known = ACTIONS[policy] ?? ['allow', 'deny'];
  return rules.flatMap(({ action, line }) => {
    if (typeof action !== 'string') return unknownActions(policy, action);
    const word = action.split(/\s+/)[0]!;
    if (known.includes(ACTIONS[policy] ? word : word.toLowerCase())) return [];
    const meant = suggest(word, known);
    const hint = meant === undefined ? `, expected ${known.join(', ')}` : `; did you mean ${meant}?`;
    return [{ line, message: `unknown action "${word}"${hint}`, meant }];
  });
}
