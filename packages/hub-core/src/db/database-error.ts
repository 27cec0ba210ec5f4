/** The database cannot be reached: it is down, refuses connections, or the connection was lost. */
export class DatabaseUnreachable extends Error {
  readonly code = 'database-unreachable';
  override readonly name = 'DatabaseUnreachable';
}

/** The database is there, but somebody else kept it longer than this caller wanted to wait. */
export class DatabaseBusy extends Error {
  readonly code = 'database-busy';
  override readonly name = 'DatabaseBusy';
}

/** A value that no column takes, or that cannot be what it is used for, such as a regular expression. */
export class RefusedValue extends TypeError {
  readonly code = 'refused-value';
}
