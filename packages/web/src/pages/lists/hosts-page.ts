import { hubCall } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { choice, order, start, text } from '../../http/params.js';
import { field, filters, select } from '../../html/fields.js';
import { html } from '../../html/html.js';
import { pager, PAGE_SIZE } from '../../html/pager.js';
import { HOST_ORDERS, hostTable } from './host-table.js';

const STATES = ['enabled', 'disabled', 'all'] as const;
const READY = ['all', 'yes', 'no'] as const;

/** Builders by state, channel and arch, in the order of a column. */
export const hostsPage = definePage({
  name: 'hosts',
  params: {
    state: choice(STATES, 'Only enabled or disabled builders.'),
    ready: choice(READY, 'Only builders that say, or do not say, that they take tasks.'),
    channel: text('all', 'Only builders that listen to this channel.'),
    arch: text('all', 'Only builders of this arch.'),
    start,
    order: order('name', HOST_ORDERS),
  },
  async answer({ params, visitor }) {
    const wanted = (given: string) => (given === 'all' || given === '' ? null : given);
    const filter = {
      enabled: params.state === 'all' ? null : params.state === 'enabled',
      ready: params.ready === 'all' ? null : params.ready === 'yes',
      channel: wanted(params.channel),
      arch: wanted(params.arch),
    };
    if (filter.arch !== null && !/^\w[\w-]*$/.test(filter.arch))
      throw new PageError(400, `arch takes the name of an arch, not “${filter.arch}”`);
    const window = { order: params.order, offset: params.start, limit: PAGE_SIZE };
    const { hosts, total } = (await visitor.one(hubCall('listHostPage', { filter, ...window }))).value();
    return {
      title: 'Hosts',
      section: 'hosts',
      body: html`${filters('hosts', [
          select('state', 'State', STATES, params.state),
          select('ready', 'Ready', READY, params.ready),
          field('channel', 'Channel', filter.channel),
          field('arch', 'Arch', filter.arch),
        ])}
        <p class="lead">${total === 1 ? '1 host' : `${total} hosts`}</p>
        ${hosts.length === 0 ? html`<p>None.</p>` : hostTable(hosts, { page: 'hosts', params })}
        ${pager('hosts', params, total > params.start + PAGE_SIZE, { total })}`,
    };
  },
});
