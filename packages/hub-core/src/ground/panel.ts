import type { PanelContent, PanelPlace } from '@kojikit/protocol';
import type { Context } from './context.js';

export type { PanelButton, PanelContent, PanelFact, PanelPlace, PanelTable } from '@kojikit/protocol';

/**
 * What a button does. It checks who may. A text that it answers is the page to go to, relative to the pages; in every
 * other case that is the page the panel is on.
 * @param value what the button has with it or was typed in; null for neither.
 */
export type PanelAction = (ctx: Context, id: number, value: string | null) => Promise<unknown>;

/** What a module adds to a page. */
export interface Panel {
  /** Unique in the hub: the module's name, then what it shows. */
  readonly name: string;
  readonly on: PanelPlace;
  /**
   * What it shows to the caller, in this order; an empty list where it has nothing to say.
   * @param id of the task, tag or user; 0 on the page for admins.
   */
  readonly read: (ctx: Context, id: number) => Promise<readonly PanelContent[]>;
  /** What its buttons do, by name. */
  readonly actions?: Readonly<Record<string, PanelAction>>;
}
