import type { Visitor } from '../hub/visitor.js';
import type { Shown } from '../layout/layout.js';
import type { References } from '../reference/read-references.js';
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
  /** Where the hub's files are served, without a slash at its end: `/kojifiles`. */
  readonly filesUrl: string;
  /** What is written of the API of the hub and of its plugins. Read when it is first asked for, as it is large. */
  readonly references: () => References;
  /** `taskinfo?taskID=7`: this page's address below the pages. */
  readonly here: string;
}

/** Kinds of things whose news a list may wait for. */
export type NewsKind = 'task' | 'build';

/** How a list follows what it shows. */
export interface Follows<Table extends ParamTable = ParamTable> {
  /** When to look: something of these kinds is new or changed. */
  readonly kinds: readonly NewsKind[];
  /** What the list holds now, as `rowsText` writes it: another text when rows came or went. */
  readonly rows: (request: Pick<PageRequest<Table>, 'params' | 'visitor'>) => Promise<string>;
}

/** A page: its name in the address, its parameters, and what it answers. */
export interface Page {
  readonly name: string;
  readonly params: ParamTable;
  readonly follows?: Follows;
  readonly answer: (request: PageRequest) => Promise<Shown | Response>;
}

/** Declares a page; its parameters arrive with the types of its table. */
export function definePage<Table extends ParamTable>(page: {
  readonly name: string;
  readonly params: Table;
  readonly follows?: Follows<Table>;
  readonly answer: (request: PageRequest<Table>) => Promise<Shown | Response>;
}): Page {
  return page as unknown as Page;
}
