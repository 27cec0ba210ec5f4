import type { Plain, RecordedDecision } from '@kojikit/protocol';
import { html, type Content, type Html } from '../../html/html.js';
import { tagLink, userLink } from '../../html/links.js';
import { table } from '../../html/parts.js';
import type { BuildModel } from './read.js';

type Decision = Plain<RecordedDecision>;

/** Which rules of policies allowed the build and each of its stays in tags, as far as the visitor may read them. */
export function decisionsView({ decisions, tags }: BuildModel): Html | undefined {
  const rows: (readonly [what: Content, Decision])[] = decisions.map((decision) => [
    whatOf(decision),
    decision,
  ]);
  for (const { tag_id: id, tag_name: name, create_decision: made, revoke_decision: ended } of tags) {
    if (ended !== null) rows.push([html`Out of ${tagLink(id, name)}`, ended]);
    if (made !== null) rows.push([html`Into ${tagLink(id, name)}`, made]);
  }
  if (rows.length === 0) return undefined;
  return html`<section id="allowed-by">
    <h2>Allowed by</h2>
    ${table(
      'Rules of policies that allowed it',
      ['What', 'Allowed by', 'Rule', 'For'],
      rows.map(([what, decision]) => [
        what,
        ruleName(decision),
        html`<code>${decision.rule}</code>`,
        decision.user_id !== null && userLink(decision.user_id, decision.user_name ?? decision.user_id),
      ]),
    )}
  </section>`;
}

const WHAT: Readonly<Record<string, string>> = {
  cg_import: 'The import',
  draft_promotion: 'The promotion',
  vm: 'The virtual machine',
};

function whatOf({ policy, result }: Decision): string {
  return policy === 'volume' ? `The volume ${result}` : (WHAT[policy] ?? 'The build');
}

function ruleName({ policy, rule_number: number, forced }: Decision): string {
  if (forced)
    return number === null
      ? `force, without a rule of ${policy}`
      : `force, against rule ${number} of policy ${policy}`;
  return number === null ? `policy ${policy}, of which no rule fits` : `rule ${number} of policy ${policy}`;
}
