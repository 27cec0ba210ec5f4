/** A task as the hub answers it in a tree. */
export interface TaskRow {
  readonly id: number;
  readonly state: number;
  readonly method: string;
  readonly arch: string;
  readonly label: string | null;
  readonly request?: unknown[];
  readonly parent: number | null;
  readonly owner: number;
  readonly owner_name: string | null;
  readonly host_id: number | null;
  readonly host_name: string | null;
  readonly channel_id: number | null;
  readonly channel_name: string | null;
  readonly priority: number;
  readonly weight: number | null;
  readonly waiting: boolean | null;
  readonly awaited: boolean | null;
  readonly create_ts: number | null;
  readonly start_ts: number | null;
  readonly completion_ts: number | null;
  readonly files?: readonly FileRow[];
}

export interface FileRow {
  readonly name: string;
  readonly volume: string;
  readonly size: string;
}

export interface PanelRow {
  readonly panel: string;
  readonly title: string;
  readonly note?: string;
  readonly facts?: readonly { readonly label: string; readonly text: string; readonly link?: string }[];
  readonly code?: string;
  readonly log?: { readonly task_id: number; readonly name: string };
  readonly table?: {
    readonly columns: readonly string[];
    readonly rows: readonly { readonly cells: readonly string[]; readonly actions?: readonly ButtonRow[] }[];
  };
  readonly actions?: readonly ButtonRow[];
}

/** A button of a panel: with a value that it gives to its action, or a field for one. */
export interface ButtonRow {
  readonly name: string;
  readonly label: string;
  readonly danger?: boolean;
  readonly value?: string;
  readonly input?: string;
}

/** Lines of a log, as the hub's `readTaskLog` answers them. */
export interface LogRow {
  readonly first_line: number;
  readonly lines: number;
  readonly start: string;
  readonly end: string;
  readonly size: string;
  readonly data: string;
}
