import { GenericError, isKojiFault, type ShownPanel } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';

/**
 * What the panels of a place show, in the order their modules were registered. A panel that fails is logged and says so:
 * the page shows the others. Throws GenericError for an unknown place.
 */
export async function readPanels(ctx: Context, place: string, id: number): Promise<ShownPanel[]> {
  if (!['task', 'tag', 'user', 'admin'].includes(place)) {
    throw new GenericError(`No such place: ${place} (task, tag, user or admin)`);
  }
  const shown: ShownPanel[] = [];
  for (const { name, on, read } of ctx.panels.all) {
    if (on !== place) continue;
    try {
      const contents = await ctx.db.savepoint(async () => read(id));
      for (const content of contents) shown.push({ ...content, panel: name });
    } catch (error) {
      ctx.log.error({ err: error, panel: name }, 'a panel could not be read');
      const why = isKojiFault(error) ? error.message : 'see the log of the hub';
      shown.push({ panel: name, title: name, note: `This part could not be read: ${why}` });
    }
  }
  return shown;
}
