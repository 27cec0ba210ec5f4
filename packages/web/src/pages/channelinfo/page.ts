import { hubCall, TASK_STATES } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { idOrName, link, order, start } from '../../http/params.js';
import { html } from '../../html/html.js';
import { facts } from '../../html/parts.js';
import { pager, PAGE_SIZE } from '../../html/pager.js';
import { HOST_ORDERS, hostTable } from '../lists/host-table.js';

const { FREE, OPEN, ASSIGNED } = TASK_STATES;

/** A channel: its builders, and how much it has to do. */
export const channelinfoPage = definePage({
  name: 'channelinfo',
  params: { channelID: idOrName('The channel.'), start, order: order('name', HOST_ORDERS) },
  async answer({ params, visitor }) {
    const channel = (
      await visitor.one(hubCall('getChannel', { channelInfo: params.channelID, strict: true }))
    ).value();
    const found = await visitor.all({
      active: hubCall('listTasks', {
        opts: { channel_id: channel.id, state: [FREE, OPEN, ASSIGNED] },
        queryOpts: { countOnly: true },
      }),
      page: hubCall('listHostPage', {
        filter: { channel: channel.id },
        order: params.order,
        offset: params.start,
        limit: PAGE_SIZE,
      }),
    });
    const { hosts, total, enabled } = found.page.value();
    const here = { channelID: channel.id, start: params.start, order: params.order };
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
          ['Hosts', `${total}, ${enabled.hosts} enabled, ${enabled.ready} of these ready`],
          ['Load', `${enabled.load.toFixed(1)} of ${enabled.capacity.toFixed(1)}`],
        ])}
        <h2>Hosts</h2>
        ${hosts.length === 0 ? html`<p>None.</p>` : hostTable(hosts, { page: 'channelinfo', params: here })}
        ${pager('channelinfo', here, total > params.start + PAGE_SIZE, { total })}`,
    };
  },
});
