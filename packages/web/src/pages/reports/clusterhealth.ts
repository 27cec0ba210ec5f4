import { hubCall } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { shareBar } from '../../html/charts/share-bar.js';
import { filters, select } from '../../html/fields.js';
import { html } from '../../html/html.js';
import { channelLink } from '../../html/links.js';
import { number } from '../../html/number.js';
import { table } from '../../html/parts.js';
import { arch } from './params.js';

const ALL = '__all__';

/** The channels, with how many of their hosts can work and how much these have to do. */
export const clusterhealthPage = definePage({
  name: 'clusterhealth',
  params: { arch: arch(ALL, 'Only hosts of this arch.') },
  async answer({ params, visitor }) {
    const asked = await visitor.all({
      channels: hubCall('reports.listChannelHealth', { arch: params.arch === ALL ? null : params.arch }),
      arches: hubCall('getAllArches'),
    });
    const rows = asked.channels.value();
    return {
      title: 'Cluster health',
      section: 'reports',
      body: html`${filters('clusterhealth', select('arch', 'Host arch', [ALL, ...asked.arches.value().toSorted()], params.arch, { [ALL]: 'all' }))}
        <div class="bars">
          ${table(
            'Channels',
            ['Channel', 'Enabled hosts', 'Disabled', 'Ready', 'Load', 'Capacity', 'In use'],
            rows.map((row) => [
              html`${channelLink(row.id, row.name)}${!row.enabled && ' (disabled)'}`,
              number(row.hosts_enabled),
              number(row.hosts_disabled),
              number(row.hosts_ready),
              number(row.load),
              number(row.capacity),
              shareBar(row.load, row.capacity, row.load > row.capacity ? 'failed' : 'plain'),
            ]),
          )}
        </div>
        <p class="lead">
          Ready, load and capacity are those of enabled hosts; a bar says how much of the capacity is in use.
        </p>`,
    };
  },
});
