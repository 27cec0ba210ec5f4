import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { insertVersioned, revoke } from '../history/index.js';
import { storedInteger } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { getTag } from './find-tag.js';
import { readInheritance } from './read-inheritance.js';
import type { LinkChange, NewLink } from './readers/inheritance-changes.js';

/** A link that is to be written. */
type Link = Omit<NewLink, 'parent_id'> & { readonly parent_id: number };

const SETTINGS = ['priority', 'maxdepth', 'intransitive', 'noconfig', 'pkg_filter'] as const;

/** What has to be written: links to end, and links to add after that. */
export interface InheritancePlan {
  readonly end: readonly number[];
  readonly add: readonly Link[];
}

/** What shall become of a parent: a link with these settings, or none. */
export interface ParentChange {
  readonly parent: number;
  readonly link: Link | null;
}

/**
 * Adds, changes and deletes links from a tag to parents. Checks no permission.
 * @param clear also ends every link that is not among the changes.
 * Throws GenericError for an unknown parent and for two parents of one priority.
 */
export async function changeInheritance(
  ctx: Context,
  tagId: number,
  changes: readonly LinkChange[],
  clear = false,
): Promise<void> {
  const parents: ParentChange[] = [];
  for (const change of changes) parents.push(await parentChange(ctx, change));
  const plan = planInheritance(tagId, await readInheritance(ctx, tagId, null), parents, clear);
  for (const parent of plan.end) {
    await revoke(ctx, 'tag_inheritance', sql`tag_id = ${tagId} AND parent_id = ${parent}`);
  }
  for (const { parent_id, priority, maxdepth, intransitive, noconfig, pkg_filter } of plan.add) {
    const values = { parent_id, priority, maxdepth, intransitive, noconfig, pkg_filter };
    await insertVersioned(ctx, 'tag_inheritance', { ...values, tag_id: tagId });
  }
}

const storedParent = storedInteger('tag_inheritance', 'parent_id');

/* A parent must exist. Koji looks it up like any tag and then stores what was given, so in the end only an id will do. */
async function parentChange(ctx: Context, { remove, link }: LinkChange): Promise<ParentChange> {
  await getTag(ctx, link.parent_id);
  const parent = Number(storedParent(link.parent_id));
  return { parent, link: remove ? null : { ...link, parent_id: parent } };
}

/** Works out what the changes mean for the links that hold now. Links that would stay as they are are not touched. */
export function planInheritance(
  tagId: number,
  current: readonly Link[],
  changes: readonly ParentChange[],
  clear: boolean,
): InheritancePlan {
  const before = new Map(current.map((link) => [link.parent_id, link]));
  const after = new Map(before);
  const touched = new Set<number>();
  for (const { parent, link } of changes) {
    const held = after.get(parent);
    if (link === null) {
      if (!before.has(parent) && held === undefined) continue;
      after.delete(parent);
    } else if (held !== undefined && !clear && SETTINGS.every((name) => held[name] === link[name])) {
      continue;
    } else {
      after.set(parent, link);
    }
    touched.add(parent);
  }
  if (clear) {
    for (const parent of before.keys()) {
      if (touched.has(parent)) continue;
      after.delete(parent);
      touched.add(parent);
    }
  }
  const staying = [...after.values()];
  if (touched.size > 0) refuseSharedPriority(tagId, staying);
  return {
    end: [...touched].filter((parent) => before.has(parent)),
    add: staying.filter((link) => touched.has(link.parent_id)),
  };
}

function refuseSharedPriority(tagId: number, links: readonly Link[]): void {
  const parents = new Map<Link['priority'], number[]>();
  for (const { priority, parent_id: parent } of links) {
    parents.set(priority, [...(parents.get(priority) ?? []), parent]);
  }
  for (const [priority, ids] of parents) {
    if (ids.length > 1) {
      throw new GenericError(
        `Multiple parent tags ([${ids.join(', ')}]) cannot have the same priority value (${String(priority)}) on child tag ${tagId}`,
      );
    }
  }
}
