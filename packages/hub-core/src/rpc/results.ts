import { double, type Double } from '@kojikit/protocol';

/** Marks members of a result that go out as `<double>` also when they hold a whole number. Nil stays nil. */
export function withDoubles<R extends object, Name extends keyof R & string>(
  row: R,
  ...names: readonly Name[]
): Omit<R, Name> & Record<Name, Double | null> {
  const result: Record<string, unknown> = { ...(row as Record<string, unknown>) };
  for (const name of names) {
    const value = row[name];
    result[name] = typeof value === 'number' ? double(value) : (value ?? null);
  }
  return result as Omit<R, Name> & Record<Name, Double | null>;
}
