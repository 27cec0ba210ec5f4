import { double, type Double } from '@kojikit/protocol';

const SECOND = 1_000_000_000n;

/** A time of a file as seconds, rounded as Koji's hub does: milliseconds of Node would end in another digit. */
export function fileSeconds(nanoseconds: bigint): Double {
  return double(Number(nanoseconds / SECOND) + 1e-9 * Number(nanoseconds % SECOND));
}
