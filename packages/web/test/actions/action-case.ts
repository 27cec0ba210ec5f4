import type { TestHub } from '@kojikit/testing';
import type { FormChanges } from '@kojikit/testing/pages';

/** An action: its page, what is typed, where it leads, and what shows that it was done. */
export interface ActionCase {
  readonly address: string;
  readonly typed?: FormChanges;
  readonly to: string | RegExp;
  readonly done: (hub: TestHub) => Promise<unknown>;
}
