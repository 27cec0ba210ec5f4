/** The name of a number in one of the tables: `stateName(TASK_STATES, 5)` is `FAILED`. Undefined for unknown numbers. */
export function stateName<Name extends string>(
  table: Readonly<Record<Name, number>>,
  value: unknown,
): Name | undefined {
  for (const name of Object.keys(table) as Name[]) {
    if (table[name] === value) return name;
  }
  return undefined;
}
