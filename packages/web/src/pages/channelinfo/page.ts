import { TASK_STATES } from '@kojikit/protocol';
import { ask } from '../../hub/connection.js';
import { definePage } from '../../http/page.js';
import { idOrName, link } from '../../http/params.js';
import { html } from '../../html/html.js';
import { facts } from '../../html/parts.js';
import { hostTable } from '../lists/host-table.js';
import type { HostRow } from '../lists/rows.js';

const { FREE, OPEN, ASSIGNED } = TASK_STATES;

interface ChannelRow {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly comment: string | null;
  readonly enabled: boolean;
}

/** A channel: its builders, and how much it has to do. */
export const channelinfoPage = definePage({
  name: 'channelinfo',
  params: { channelID: idOrName('The channel.') },
  async answer({ params: { channelID }, visitor }) {
    const channel = (await visitor.one(ask('getChannel', channelID, true))).value<ChannelRow>();
    const found = await visitor.all({
      active: ask(
        'listTasks',
        { channel_id: channel.id, state: [FREE, OPEN, ASSIGNED] },
        { countOnly: true },
      ),
      hosts: ask('listHosts', null, channel.id),
    });
    const hosts = found.hosts.value<HostRow[]>();
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
              >${found.active.value<number>()}</a
            >`,
          ],
        ])}
        <h2>Hosts</h2>
        ${hosts.length === 0 ? html`<p>None.</p>` : hostTable(hosts)}`,
    };
  },
});
