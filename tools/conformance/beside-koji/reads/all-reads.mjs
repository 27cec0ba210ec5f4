import { buildReads } from './build-reads.mjs';
import { pickThings } from './pick-things.mjs';
import { systemReads } from './system-reads.mjs';
import { tagReads } from './tag-reads.mjs';
import { taskReads } from './task-reads.mjs';

/** The reading calls of the comparison, about things that are in the database. */
export async function allReads(site) {
  const things = await pickThings(site);
  return [...systemReads(things), ...tagReads(things), ...buildReads(things), ...taskReads(things)];
}
