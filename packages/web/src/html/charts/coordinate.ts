/**
 * A number as it stands in an attribute of a picture, with two digits after the point. The charts write no number into a
 * picture another way. Throws TypeError for what is not finite, which would make a picture that no browser draws.
 */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`A picture has no place ${value}`);
  return String(Math.round(value * 100) / 100);
}

/** A value that can be drawn: what is no number or below nothing is nothing. */
export function amount(value: number): number {
  return Number.isFinite(value) ? Math.max(value, 0) : 0;
}
