import type { FullTagGroup } from '@kojikit/protocol';

/** A group that is needed, or just its name when there is no such group. */
export interface NeededGroup {
  name: string;
  group: FullTagGroup | undefined;
}

/** The groups that `first` lead to, each once, those that are named earlier in front. */
export function requiredGroups(
  groups: readonly FullTagGroup[],
  first: readonly string[],
  without: readonly string[] = [],
): NeededGroup[] {
  const byName = new Map(groups.map((group) => [group.name, group]));
  const seen = new Set(without);
  const found: NeededGroup[] = [];
  const waiting = [...first];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const group = byName.get(name);
    found.push({ name, group });
    waiting.push(...(group?.grouplist ?? []).map((required) => required.name));
  }
  return found;
}
