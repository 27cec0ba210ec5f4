import { canonArch } from '@kojikit/rpm';
import { double } from '@kojikit/protocol';
import { anyone, permission } from '../auth/access.js';
import { columnInteger } from '../rpc/database-values.js';
import { isTrue } from '../rpc/convert.js';
import { keywords, method, optional, required, type Method } from '../rpc/method.js';
import { addHost, editHost, setHostEnabled } from './change-hosts.js';
import { findHost, getHost, hostArches, hostResult, lastHostUpdate, readHosts } from './read-hosts.js';

export const hostsMethods: Method[] = [
  method('getHost', {
    params: [required('hostInfo'), optional('strict', false), optional('event')],
    access: anyone,
    doc: 'The builder of this name or id, now or at an event. Without one: nil, or a fault if strict.',
    handler: async (ctx, { hostInfo, strict, event }) => {
      if (isTrue(strict)) return hostResult(await getHost(ctx, hostInfo, event));
      const host = await findHost(ctx, hostInfo, event);
      return host ? hostResult(host) : null;
    },
  }),
  method('listHosts', {
    params: [
      optional('arches'),
      optional('channelID'),
      optional('ready'),
      optional('enabled'),
      optional('userID'),
      optional('queryOpts'),
    ],
    access: anyone,
    doc: 'Builders, by arch, channel, readiness or user. The query options are there for old callers and do nothing.',
    handler: async (ctx, { arches, channelID, ready, enabled, userID }) =>
      (await readHosts(ctx, { arches, channel: channelID, ready, enabled, user: userID })).map(hostResult),
  }),
  method('getAllArches', {
    params: [],
    access: anyone,
    doc: 'Every arch that some builder has, in canonical names.',
    handler: async (ctx) => {
      const arches = (await hostArches(ctx)).flatMap((text) => text.split(/\s+/).filter(Boolean));
      return [...new Set(arches.map(canonArch))];
    },
  }),
  method('getLastHostUpdate', {
    params: [required('hostID'), optional('ts', false)],
    access: anyone,
    doc: 'When the builder last used its session, as text or in seconds since 1970 if ts. Nil for never.',
    handler: async (ctx, { hostID, ts }) => {
      const last = await lastHostUpdate(ctx, columnInteger(hostID));
      if (last === undefined) return null;
      return isTrue(ts) ? double(last.ts) : last.time;
    },
  }),
  method('addHost', {
    params: [required('hostname'), required('arches'), optional('krb_principal'), optional('force', false)],
    access: permission('host'),
    doc: 'Adds a builder with its user, in the channel "default". Answers its id.',
    handler: (ctx, { hostname, arches, krb_principal: principal, force }) =>
      addHost(ctx, { name: hostname, arches, principal, force: isTrue(force) }),
  }),
  method('editHost', {
    params: [required('hostInfo'), keywords('kw')],
    access: permission('host'),
    doc: 'Changes arches, capacity, description or comment of a builder. Answers whether anything changed.',
    handler: (ctx, { hostInfo, kw }) => editHost(ctx, hostInfo, { ...kw }),
  }),
  method('enableHost', {
    params: [required('hostname')],
    access: permission('host'),
    doc: 'Lets a builder have tasks.',
    handler: async (ctx, { hostname }) => {
      await setHostEnabled(ctx, hostname, true);
      return null;
    },
  }),
  method('disableHost', {
    params: [required('hostname')],
    access: permission('host'),
    doc: 'Gives a builder no further tasks; those it has it may finish.',
    handler: async (ctx, { hostname }) => {
      await setHostEnabled(ctx, hostname, false);
      return null;
    },
  }),
];
