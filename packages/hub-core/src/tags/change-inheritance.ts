import sql from 'sql-template-tag';
import { dictionary, GenericError } from '@kojikit/protocol';
import { insertVersioned, revoke } from '../history/index.js';
import { expectStruct, isStruct, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonRepr } from '../rpc/python-names.js';
import { getTag } from './find-tag.js';
import { readInheritance } from './read-inheritance.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

const FIELDS = ['parent_id', 'priority', 'maxdepth', 'intransitive', 'noconfig', 'pkg_filter'] as const;

/** A link as a caller gives it; the member `delete link` asks for its removal. */
type Link = Record<string, unknown>;

/** What has to be written: links to end, and links to add after that. */
export interface InheritancePlan {
  readonly end: readonly number[];
  readonly add: readonly Link[];
}

/**
 * Adds, changes and deletes links from a tag to parents. Checks no permission.
 * @param clear also ends every link that is not among the changes.
 * Throws GenericError for a link that lacks a member, an unknown parent, and two parents of one priority.
 */
export async function changeInheritance(
  ctx: Context,
  tagId: number,
  changes: unknown,
  clear = false,
): Promise<void> {
  const links = (isStruct(changes) ? [changes] : (changes as unknown[])).map(expectStruct).map(withNumbers);
  for (const link of links) await checkLink(ctx, link);
  const plan = planInheritance(
    tagId,
    (await readInheritance(ctx, tagId, null)) as unknown as Link[],
    links,
    clear,
  );
  for (const parent of plan.end) {
    await revoke(ctx, 'tag_inheritance', sql`tag_id = ${tagId} AND parent_id = ${parent}`);
  }
  for (const link of plan.add) {
    const values = Object.fromEntries(FIELDS.map((field) => [field, link[field]]));
    await insertVersioned(ctx, 'tag_inheritance', { ...values, tag_id: tagId });
  }
}

/* Koji's own command line sends numbers as text, which its database reads. What is no number is an error without code. */
function withNumbers(link: Link): Link {
  const numbers = dictionary<unknown>();
  for (const field of ['priority', 'maxdepth']) {
    const value = link[field];
    if (typeof value !== 'string') continue;
    if (!/^\s*-?\d+\s*$/.test(value))
      throw new CallerMistake(`${field} must be a number, not ${pythonRepr(value)}`);
    numbers[field] = Number(value);
  }
  return { ...link, ...numbers };
}

async function checkLink(ctx: Context, link: Link): Promise<void> {
  const needed = isTrue(link['delete link']) ? (['parent_id'] as const) : FIELDS;
  for (const field of needed) if (!(field in link)) throw new GenericError(`No value for ${field}`);
  await getTag(ctx, link['parent_id']);
}

/** Works out what the changes mean for the links that hold now. Links that would stay as they are are not touched. */
export function planInheritance(
  tagId: number,
  current: readonly Link[],
  changes: readonly Link[],
  clear: boolean,
): InheritancePlan {
  const links = new Map(current.map((link) => [link['parent_id'] as number, link]));
  const touched = new Set<number>();
  for (const link of changes) {
    const parent = link['parent_id'] as number;
    const before = links.get(parent);
    if (isTrue(link['delete link'])) {
      if (before === undefined) continue;
      links.set(parent, { 'delete link': true, parent_id: parent });
    } else if (before !== undefined && !clear && FIELDS.every((field) => before[field] === link[field])) {
      continue;
    } else {
      links.set(parent, link);
    }
    touched.add(parent);
  }
  if (clear) {
    for (const [parent, link] of links) {
      if (touched.has(parent)) continue;
      links.set(parent, { ...link, 'delete link': true });
      touched.add(parent);
    }
  }
  const staying = [...links.values()].filter((link) => !isTrue(link['delete link']));
  if (touched.size > 0) refuseSharedPriority(tagId, staying);
  return {
    end: [...touched],
    add: staying.filter((link) => touched.has(link['parent_id'] as number)),
  };
}

function refuseSharedPriority(tagId: number, links: readonly Link[]): void {
  const parents = new Map<unknown, unknown[]>();
  for (const link of links) {
    parents.set(link['priority'], [...(parents.get(link['priority']) ?? []), link['parent_id']]);
  }
  for (const [priority, ids] of parents) {
    if (ids.length > 1) {
      throw new GenericError(
        `Multiple parent tags (${pythonRepr(ids)}) cannot have the same priority value (${String(priority)}) on child tag ${tagId}`,
      );
    }
  }
}
