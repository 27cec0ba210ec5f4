import { integer } from '@kojikit/command-line';
import type { KojiEvent } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { formatTimeC } from '../output/times.js';

/** Options by which commands look at the past. */
export const eventOptions = {
  event: integer('--event', { metavar: 'EVENT#', help: 'look at this event' }),
  ts: integer('--ts', { metavar: 'TIMESTAMP', help: 'look at the last event before this time' }),
  repo: integer('--repo', { metavar: 'REPO#', help: "look at a repo's event" }),
};

/** An event with its time in seconds. */
export interface HubEvent {
  id: number;
  ts: number;
}

/** The event that `--event`, `--ts` or `--repo` mean; `undefined` when none is given. */
export async function eventFromOptions(
  { hub }: Pick<CommandContext, 'hub'>,
  options: { event?: number; ts?: number; repo?: number },
): Promise<HubEvent | undefined> {
  let found: KojiEvent | null = null;
  if (options.event) found = await hub.call('getEvent', { id: options.event });
  else if (options.ts !== undefined) found = await hub.call('getLastEvent', { before: options.ts });
  else if (options.repo !== undefined) {
    const repo = await hub.call('repoInfo', { repo_id: options.repo, strict: true });
    found = { id: repo.create_event, ts: repo.create_ts };
  }
  return found ? { id: found.id, ts: Number(found.ts) } : undefined;
}

/** The line above what such a command shows. */
export function eventLine(event: HubEvent): string {
  return `Querying at event ${event.id} (${formatTimeC(event.ts)})`;
}
