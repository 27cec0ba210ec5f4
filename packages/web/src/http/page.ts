import type { Visitor } from '../hub/visitor.js';
import type { Shown } from '../layout/layout.js';
import type { ParamTable, ParamValues } from './params.js';

/** A request for a page, with its parameters read. */
export interface PageRequest<Table extends ParamTable = ParamTable> {
  readonly params: ParamValues<Table>;
  readonly url: URL;
  /** The text of what was sent to the page. */
  readonly body: () => Promise<string>;
  /** Where the pages are mounted: `/koji`. */
  readonly prefix: string;
  readonly visitor: Visitor;
  readonly method: string;
  readonly headers: Headers;
  readonly siteName: string;
  readonly greeting: string;
  /** `taskinfo?taskID=7`: this page's address below the pages. */
  readonly here: string;
}

/** A page: its name in the address, its parameters, and what it answers. */
export interface Page {
  readonly name: string;
  readonly params: ParamTable;
  readonly answer: (request: PageRequest) => Promise<Shown | Response>;
}

/** Declares a page; its parameters arrive with the types of its table. */
export function definePage<Table extends ParamTable>(page: {
  readonly name: string;
  readonly params: Table;
  readonly answer: (request: PageRequest<Table>) => Promise<Shown | Response>;
}): Page {
  return page as unknown as Page;
}
