import { isKojiFault } from '@kojikit/protocol';
import type { CommandContext } from '@kojikit/cli/plugin';
import type { SideTagVerdict } from '../api.js';

/** Tells on stderr which rule refused a side tag and what would be allowed, where the hub can say so. */
export async function explainRefusal({ hub, warn }: CommandContext, baseTag: string): Promise<void> {
  if (!hub.loggedIn) return;
  let verdict: SideTagVerdict;
  try {
    verdict = await hub.call('explainSideTagPolicy', { basetag: baseTag });
  } catch (error) {
    // Koji's own hub has no such method.
    if (isKojiFault(error)) return;
    throw error;
  }
  for (const line of explanation(verdict, baseTag)) warn(line);
}

/** The lines that explain a verdict. */
export function explanation(verdict: SideTagVerdict, baseTag: string): string[] {
  const { rule, reason, number_of_tags: present, allowed_number: most, allowed_bases: bases } = verdict;
  if (verdict.allowed) return [];
  const lines = [
    rule === null
      ? 'The hub has no policy for sidetags, which means that nobody may make one.'
      : `Refused by the rule "${rule.trim()}" of the policy sidetag${reason === '' ? '' : `: ${reason}`}.`,
  ];
  if (most !== null) {
    lines.push(
      `You have ${present} sidetags. With ${most} or fewer you may make one of ${baseTag}: remove some.`,
    );
  }
  if (bases.length > 0) lines.push(`You may make sidetags of: ${bases.join(', ')}`);
  return lines;
}
