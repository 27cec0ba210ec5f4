import { hubCall } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { html } from '../../html/html.js';
import { panelView } from '../../html/panel.js';

/** What plugins show to admins. */
export const adminPage = definePage({
  name: 'admin',
  params: {},
  async answer({ visitor }) {
    const panels = (await visitor.one(hubCall('listPanels', { place: 'admin' }))).value();
    const token = visitor.token('panel admin 0');
    return {
      title: 'Administration',
      section: 'admin',
      body:
        panels.length === 0
          ? html`<p>No plugin of this hub shows anything here.</p>`
          : html`${panels.map((panel) => panelView(panel, { place: 'admin', id: 0, token }))}`,
    };
  },
});
