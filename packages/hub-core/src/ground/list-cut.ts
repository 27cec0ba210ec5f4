/** Which items of a list are wanted: so many from a place on, in the order of a member, with `-` in front of its name for descending. */
export interface ListCut {
  readonly order: string;
  readonly offset: number;
  readonly limit: number;
}

/** Those items, and how many there are in the whole list at the same moment. */
export interface CutList {
  readonly count: number;
  readonly items: readonly unknown[];
}
