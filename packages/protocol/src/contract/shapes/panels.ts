/** Where a panel stands: on the page of a task, of a tag or of a user, or on the page for admins. */
export type PanelPlace = 'task' | 'tag' | 'user' | 'admin';

/** One line of a panel. */
export interface PanelFact {
  readonly label: string;
  readonly text: string;
  /** A page or file, relative to the pages: `taskinfo?taskID=7`. */
  readonly link?: string;
}

/** A button of a panel. */
export interface PanelButton {
  /** One of the `actions` of the panel. */
  readonly name: string;
  readonly label: string;
  readonly danger?: boolean;
  /** What the action is given: which row of a table it is about. */
  readonly value?: string;
  /** What is asked for beside the button, and given to the action: the label of a field that must be filled in. */
  readonly input?: string;
  /** The label of a box beside the button, instead of `value` or `input`; the action is given `yes` when it is ticked. */
  readonly tick?: string;
}

/** Rows of a panel, each with buttons of its own. */
export interface PanelTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly actions?: readonly PanelButton[] }[];
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
  readonly table?: PanelTable;
  /** What the caller may do about it. */
  readonly actions?: readonly PanelButton[];
}

/** What a panel shows, and which one it is. */
export interface ShownPanel extends PanelContent {
  readonly panel: string;
}
