/** Minutes and seconds since a moment (milliseconds since 1970): `12:07`. */
export function minutesSince(start: number = Date.now()): string {
  const seconds = Math.floor((Date.now() - start) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
