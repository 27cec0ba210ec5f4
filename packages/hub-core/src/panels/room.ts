import { GenericError } from '@kojikit/protocol';
import { anyone, loggedIn, permission } from '../auth/access.js';
import type { HubModule } from '../plugins/hub-module.js';
import { expectText, toInteger } from '../rpc/convert.js';
import { method, optional, required } from '../rpc/method.js';
import { pythonStr } from '../rpc/python-names.js';
import { readPanels } from './read-panels.js';

/** What modules show on the web pages, for pages in this process and elsewhere. */
export const panelsRoom: HubModule = {
  name: 'panels',
  methods: [
    method('listPanels', {
      params: [required('place'), optional('id', 0)],
      access: async (ctx, { place }) => {
        const check = place === 'admin' ? permission('admin') : anyone;
        await check(ctx, {});
      },
      doc: 'What plugins show on the page of a task or tag (place task or tag and its id), or to admins (place admin).',
      handler: (ctx, { place, id }) => readPanels(ctx, expectText(place), toInteger(id)),
    }),
    method('runPanelAction', {
      params: [required('panel'), required('action'), required('id'), optional('value')],
      access: loggedIn,
      doc: 'Does what a button of a panel says. Answers the page to go to, nil for the one that the panel is on.',
      handler: async (ctx, { panel, action, id, value }) => {
        const actions = ctx.registry.panels.get(expectText(panel))?.actions ?? {};
        const name = expectText(action);
        const run = Object.hasOwn(actions, name) ? actions[name] : undefined;
        if (run === undefined) throw new GenericError(`No such action: ${pythonStr(panel)} ${name}`);
        const given = value === null ? null : expectText(value);
        const page = await run(ctx, toInteger(id), given);
        return typeof page === 'string' ? page : null;
      },
    }),
  ],
};
