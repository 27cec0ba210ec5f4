import { Rows } from '../db/rows.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { placesByMember, type List } from './places-by-member.js';
import type { FilterOptions } from './readers/named-call.js';

/** Items after which those that are not wanted are dropped. */
const MANY = 10_000;
/** Items that are held at most. */
const MOST = 500_000;

/**
 * A list that is ordered and cut while its items come in batches. Whatever its length, no more items are held than twice as many as
 * stand before the end of what is wanted, or ten thousand, and those of a batch.
 */
export class FilteredList {
  /** How many items there were. */
  count = 0;
  private held: List[] = [];
  private heldCount = 0;
  /** Items from the beginning of the ordered list that are wanted, or skipped before those; undefined where the end decides. */
  private readonly first: number | undefined;

  constructor(private readonly filter: FilterOptions) {
    const { offset = 0, limit = -1 } = filter;
    this.first = offset < 0 || limit < 0 ? undefined : offset + limit;
  }

  /**
   * Throws CallerMistake for an order that puts nil first, which Koji offers and fails on, and for a list of which too much would have
   * to be held; an error as {@link placesByMember} does.
   */
  add(items: List): void {
    this.count += items.length;
    this.held.push(items);
    this.heldCount += items.length;
    if (this.filter.order !== null && !this.filter.noneGreatest && this.count > 0)
      throw new CallerMistake('nil can only be sorted last');
    if (this.first !== undefined && this.heldCount > Math.max(MANY, this.first * 2)) {
      const kept = joined(this.held);
      this.hold(picked(kept, this.ordered(kept).slice(0, this.first)));
    }
    if (this.heldCount <= MOST) return;
    throw new CallerMistake(
      `the list is too long to be cut there: give an offset and a limit that are together at most ${MOST / 2}`,
    );
  }

  /** What is wanted of all that was added, as values. */
  results(): unknown[] {
    const list = joined(this.held);
    const wanted = picked(list, this.ordered(list).slice(this.filter.offset).slice(0, this.filter.limit));
    return wanted instanceof Rows ? wanted.values() : [...wanted];
  }

  private ordered(list: List): number[] {
    const { order } = this.filter;
    return order === null ? [...Array(list.length).keys()] : placesByMember(list, order);
  }

  private hold(items: List): void {
    this.held = [items];
    this.heldCount = items.length;
  }
}

function picked(list: List, places: readonly number[]): List {
  return list instanceof Rows ? list.picked(places) : places.map((place) => list[place]);
}

/* Parts of one answer are all of one kind. */
function joined(lists: readonly List[]): List {
  const [first, ...others] = lists.filter((list) => list instanceof Rows);
  return first === undefined ? lists.flat() : first.followedBy(others);
}
