/** Seconds since 1970 as `2026-11-22 08:00:00 UTC`. */
export function time(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
