import type { Context } from '../rpc/context.js';

/** Where a panel stands: on the page of a task, of a tag, or on the page for admins. */
export type PanelPlace = 'task' | 'tag' | 'admin';

/** One line of a panel. */
export interface PanelFact {
  readonly label: string;
  readonly text: string;
  /** A page or file, relative to the pages: `taskinfo?taskID=7`. */
  readonly link?: string;
}

/** What a panel shows. All of it is text: the pages decide what it looks like. */
export interface PanelContent {
  readonly title: string;
  /** A sentence at the top. */
  readonly note?: string;
  readonly facts?: readonly PanelFact[];
  /** Shown as it is, with its lines: a command, a recipe. */
  readonly code?: string;
  /** A file of a task that is shown with its new lines as they come. */
  readonly log?: { readonly task_id: number; readonly name: string };
  /** What the caller may do about it: names of `actions` of the panel, with what stands on the button. */
  readonly actions?: readonly { readonly name: string; readonly label: string; readonly danger?: boolean }[];
}

/** What a module adds to a page. */
export interface Panel {
  /** Unique in the hub: the module's name, then what it shows. */
  readonly name: string;
  readonly on: PanelPlace;
  /**
   * What it shows to the caller, or undefined for nothing.
   * @param id of the task or tag; 0 on the page for admins.
   */
  readonly read: (ctx: Context, id: number) => Promise<readonly PanelContent[]>;
  /** What its buttons do, by name. They check who may. */
  readonly actions?: Readonly<Record<string, (ctx: Context, id: number) => Promise<unknown>>>;
}
