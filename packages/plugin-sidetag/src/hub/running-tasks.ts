import { parseTaskParams, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '@kojikit/hub-core/plugin';

/* Making a repo of a tag is no use of the tag. */
const UPKEEP = new Set(['newRepo', 'createrepo']);
const PLACES = [
  'target',
  'build_target',
  'target_info',
  'tag',
  'tag_id',
  'tag_info',
  'build_tag',
  'root',
  'tagInfo',
];

interface ActiveTask {
  readonly id: number;
  readonly method: string;
  readonly request?: unknown;
}

/**
 * The tasks that are waiting or running in a tag or target, by its name or by its id as text. A task that only takes a
 * build out of a tag does not count.
 */
export async function tasksByPlace(ctx: Context): Promise<Map<string, number[]>> {
  const { FREE, OPEN, ASSIGNED } = TASK_STATES;
  const tasks = await ctx.call('listTasks', { opts: { state: [FREE, OPEN, ASSIGNED], decode: true } });
  const places = new Map<string, number[]>();
  for (const task of tasks.filter(({ method }) => !UPKEEP.has(method))) {
    for (const place of placesOf(task)) places.set(place, [...(places.get(place) ?? []), task.id]);
  }
  return places;
}

/** The tasks of a tag, which is the target of the same name too. */
export function tasksIn(
  places: ReadonlyMap<string, readonly number[]>,
  tag: { readonly id: number; readonly name: string },
): number[] {
  return [...new Set([...(places.get(tag.name) ?? []), ...(places.get(String(tag.id)) ?? [])])];
}

function placesOf({ method, request }: ActiveTask): Set<string> {
  const places = new Set<string>();
  if (!Array.isArray(request)) return places;
  for (const value of placesIn(method, request)) {
    const { name, id } =
      typeof value === 'object' && value !== null
        ? (value as { name?: unknown; id?: unknown })
        : { name: value, id: undefined };
    if (typeof name === 'string' || typeof name === 'number') places.add(String(name));
    if (typeof id === 'number') places.add(String(id));
  }
  return places;
}

function placesIn(method: string, request: readonly unknown[]): unknown[] {
  // The first parameter of a plugin's task that the protocol does not know.
  if (method === 'runroot') return request.slice(0, 1);
  try {
    const params = parseTaskParams(method, request);
    return PLACES.filter((name) => Object.hasOwn(params, name)).map((name) => params[name]);
  } catch {
    // Parameters that cannot be read name no tag.
    return [];
  }
}
