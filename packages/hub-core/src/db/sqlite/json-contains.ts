/**
 * The SQL function behind `dialect.contains`: whether a JSON text holds everything that another does, by PostgreSQL's
 * rules for `@>`. Null stays null.
 */
export function jsonContains(whole: unknown, part: unknown): number | null {
  if (typeof whole !== 'string' || typeof part !== 'string') return null;
  return contains(JSON.parse(whole), JSON.parse(part)) ? 1 : 0;
}

function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    return Array.isArray(whole) && part.every((member) => whole.some((one) => contains(one, member)));
  }
  if (isObject(part)) {
    return (
      isObject(whole) &&
      Object.entries(part).every(
        ([name, member]) => Object.hasOwn(whole, name) && contains(whole[name], member),
      )
    );
  }
  return whole === part;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
