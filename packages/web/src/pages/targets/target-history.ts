import { hubCall, type Plain, type TargetChange } from '@kojikit/protocol';
import { html, type Html } from '../../html/html.js';
import { tagLink, userLink } from '../../html/links.js';
import { ago, table } from '../../html/parts.js';

/** Most rows of a history; targets seldom change. */
const MOST_CHANGES = 50;

/** The question for what a target is and was, the newest first; a fault for one that there never was. */
export const askTargetHistory = (info: number | string) =>
  hubCall('queryHistory', {
    tables: ['build_target_config'],
    build_target: info,
    queryOpts: { order: '-create_event', limit: MOST_CHANGES },
  });

/** What a target is and was, and who made it so. */
export function historyView(changes: readonly Plain<TargetChange>[]): Html | undefined {
  if (changes.length === 0) return undefined;
  return html`<h2>History</h2>
    ${table(
      'History of the target',
      ['Build tag', 'Destination tag', 'From', 'By', 'Until', 'Ended by'],
      changes.map((change) => [
        tagLink(change.build_tag, change['build_tag.name']),
        tagLink(change.dest_tag, change['dest_tag.name']),
        ago(change.create_ts),
        userLink(change.creator_id, change.creator_name),
        change.revoke_ts === null ? 'now' : ago(change.revoke_ts),
        change.revoker_id !== null && userLink(change.revoker_id, change.revoker_name ?? change.revoker_id),
      ]),
    )}`;
}
