import { readInteger } from './field-readers.js';
import { ServerQuery, type AskedOnce, type FieldDescriptions, type Reject } from './prepared-query.js';
import { COUNT, LENGTH, type RowShape } from './server-rows.js';

/** Who gets the rows of a merged statement that are its own. */
export interface Asker {
  take(shape: RowShape, bytes: Buffer, from: number): void;
}

/** A run of a merged statement: each row goes to the one whose place it begins with. */
export class MergedQuery extends ServerQuery {
  constructor(
    asked: AskedOnce,
    private readonly askers: readonly Asker[],
    private readonly resolve: (shape: RowShape | undefined) => void,
    reject: Reject,
  ) {
    super(asked, reject);
  }

  /* What is kept with the statement is the shape of the rows behind the place. */
  override handleRowDescription({ fields }: FieldDescriptions): void {
    super.handleRowDescription({ fields: fields.slice(1) });
  }

  protected takeLast(bytes: Buffer, from: number): void {
    const length = bytes.readInt32BE(from + COUNT);
    const start = from + COUNT + LENGTH;
    const place = readInteger(bytes, start, start + length);
    // Nobody reads the number of columns, which would stand before the first one.
    this.askers[place - 1]!.take(this.shape!, bytes, start + length - COUNT);
  }

  protected end(): void {
    this.resolve(this.shape);
  }
}
