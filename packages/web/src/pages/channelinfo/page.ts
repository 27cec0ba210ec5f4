import { hubCall, TASK_STATES } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { idOrName, link } from '../../http/params.js';
import { html } from '../../html/html.js';
import { facts } from '../../html/parts.js';
import { hostTable } from '../lists/host-table.js';

const { FREE, OPEN, ASSIGNED } = TASK_STATES;

/** A channel: its builders, and how much it has to do. */
export const channelinfoPage = definePage({
  name: 'channelinfo',
  params: { channelID: idOrName('The channel.') },
  async answer({ params: { channelID }, visitor }) {
    const channel = (
      await visitor.one(hubCall('getChannel', { channelInfo: channelID, strict: true }))
    ).value();
    const found = await visitor.all({
      active: hubCall('listTasks', {
        opts: { channel_id: channel.id, state: [FREE, OPEN, ASSIGNED] },
        queryOpts: { countOnly: true },
      }),
      hosts: hubCall('listHosts', { channelID: channel.id }),
    });
    const hosts = found.hosts.value();
    return {
      title: `${channel.name} | Channel`,
      headline: html`Channel ${channel.name}`,
      section: 'hosts',
      body: html`${facts([
          ['Description', channel.description],
          ['Comment', channel.comment],
          ['Enabled', channel.enabled ? 'yes' : 'no'],
          [
            'Active tasks',
            html`<a href="${link('tasks', { channelID: channel.id, view: 'flat' })}"
              >${found.active.value()}</a
            >`,
          ],
        ])}
        <h2>Hosts</h2>
        ${hosts.length === 0 ? html`<p>None.</p>` : hostTable(hosts)}`,
    };
  },
});
