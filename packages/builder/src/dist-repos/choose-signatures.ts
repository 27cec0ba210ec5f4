import type { TaggedRpm } from '@kojikit/protocol';

/** A package of the repo and the copy of it that is taken. */
export interface ChosenRpm {
  readonly rpm: TaggedRpm;
  /** The key of the signed copy, as the hub knows it; undefined if none of the wanted keys has signed the package. */
  readonly key: string | undefined;
  /** The keys of all signatures that the hub keeps; an empty one stands for the package as it was imported. */
  readonly signedWith: readonly string[];
}

/**
 * Chooses for each package the copy that is signed with the first of the wanted keys for which there is one.
 * @param rows A row for each package and key.
 * @param keys Keys in any case; an earlier one is preferred.
 */
export function chooseSignatures(rows: readonly TaggedRpm[], keys: readonly string[]): ChosenRpm[] {
  const wanted = keys.map((key) => key.toLowerCase()).filter((key) => key !== '');
  const byRpm = new Map<number, TaggedRpm[]>();
  for (const row of rows) {
    const known = byRpm.get(row.id);
    if (known) known.push(row);
    else byRpm.set(row.id, [row]);
  }
  return [...byRpm.values()].flatMap((copies) => {
    const [rpm] = copies;
    if (rpm === undefined) return [];
    const signedWith = copies.map(({ sigkey }) => sigkey ?? '');
    const available = new Map(signedWith.map((key) => [key.toLowerCase(), key]));
    const best = wanted.find((key) => available.has(key));
    return { rpm, key: best === undefined ? undefined : available.get(best), signedWith };
  });
}
