const DAY = 86_400_000;

/** The last days up to this one, as days since 1970-01-01 in UTC. */
export function lastDays(days: number): number[] {
  const today = Math.floor(Date.now() / DAY);
  return [...Array(days).keys()].map((back) => today - days + 1 + back);
}

/** `2026-11-27`. */
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
