import type { PanelContent, PanelPlace } from '@kojikit/protocol';

/** A panel as one caller sees it. */
export interface OpenPanel {
  readonly name: string;
  readonly on: PanelPlace;
  /** What it shows of a task, tag or user, by its id; 0 on the page for admins. */
  read(id: number): Promise<readonly PanelContent[]>;
}

/** What a button does when this caller presses it; see `PanelAction`. */
export type OpenAction = (id: number, value: string | null) => Promise<unknown>;

/** The panels of all modules, as one caller sees them. */
export interface OpenPanels {
  /** In the order their modules were registered. */
  readonly all: readonly OpenPanel[];
  /** What a button does; undefined when there is no such panel, or no such button on it. */
  action(panel: string, name: string): OpenAction | undefined;
}
