/** A repository that cannot be read: missing, damaged, or not what its index says. */
export class RepodataError extends Error {
  override readonly name = 'RepodataError';
}
