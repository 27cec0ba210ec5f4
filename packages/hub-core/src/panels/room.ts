import { GenericError } from '@kojikit/protocol';
import { anyone, loggedIn, permission } from '../auth/access.js';
import type { HubModule } from '../ground/hub-module.js';
import { checkedText, integer } from '../readers/index.js';
import { method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { readPanels } from './read-panels.js';

/** What modules show on the web pages, for pages in this process and elsewhere. */
export const panelsRoom: HubModule = {
  name: 'panels',
  methods: [
    method('listPanels', {
      params: { place: checkedText, id: optional(integer, 0) },
      access: async (ctx, { place }) => {
        const check = place === 'admin' ? permission('admin') : anyone;
        await check(ctx, {});
      },
      doc: 'What plugins show on the page of a task, tag or user (place task, tag or user and its id), or to admins (place admin).',
      handler: (ctx, { place, id }) => readPanels(ctx, place, id),
    }),
    method('runPanelAction', {
      params: { panel: checkedText, action: checkedText, id: integer, value: optional(checkedText) },
      access: loggedIn,
      doc: 'Does what a button of a panel says. Returns the page to go to, nil for the one that the panel is on.',
      handler: async (ctx, { panel, action, id, value }) => {
        const run = ctx.panels.action(panel, action);
        if (run === undefined) throw new GenericError(`No such action: ${panel} ${action}`);
        const page = await run(id, value);
        return typeof page === 'string' ? page : null;
      },
    }),
  ],
};
