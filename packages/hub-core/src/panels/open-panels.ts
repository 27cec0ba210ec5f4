import type { Context } from '../ground/context.js';
import type { OpenPanels } from '../ground/open-panels.js';
import type { Panel } from '../ground/panel.js';

/** The panels of a hub as the caller of a context sees them. */
export function openPanels(panels: ReadonlyMap<string, Panel>, ctx: Context): OpenPanels {
  return {
    all: [...panels.values()].map(({ name, on, read }) => ({ name, on, read: (id) => read(ctx, id) })),
    action(panel, name) {
      const actions = panels.get(panel)?.actions ?? {};
      const run = Object.hasOwn(actions, name) ? actions[name] : undefined;
      return run && ((id, value) => run(ctx, id, value));
    },
  };
}
