/** A point in time, to the microsecond. */
export interface PointInTime {
  /** Whole seconds since 1970. */
  readonly seconds: number;
  /** Millionths of a second after that. */
  readonly micros: number;
  /** It was asked for as the present moment, which the database has a word for. */
  readonly isNow?: boolean;
}

/** A point in time, or one of its ends. */
export type Moment = PointInTime | 'infinity' | '-infinity';
