import type { RecordedDecision, TagStay, TagTime } from '@kojikit/protocol';
import type { StoredDecision } from '../decisions/index.js';

/** The last decision of each policy about a build itself and its task. @param decisions the newest first. */
export function ofBuild(decisions: readonly StoredDecision[]): RecordedDecision[] {
  const last = new Map<string, StoredDecision>();
  for (const decision of decisions) {
    if (decision.tag_id === null && !last.has(decision.policy)) last.set(decision.policy, decision);
  }
  return [...last.values()].map(shown);
}

/** A stay in a tag with the decisions that let the build in and out. */
export function withDecisions(stay: TagTime, decisions: readonly StoredDecision[]): TagStay {
  const at = (event: number | null) =>
    decisions.find(({ tag_id: tag, event_id: of }) => of !== null && of === event && tag === stay.tag_id);
  const [made, ended] = [at(stay.create_event), at(stay.revoke_event)];
  return {
    ...stay,
    create_decision: made ? shown(made) : null,
    revoke_decision: ended ? shown(ended) : null,
  };
}

function shown({ tag_id: tag, event_id: event, ...decision }: StoredDecision): RecordedDecision {
  return decision;
}
