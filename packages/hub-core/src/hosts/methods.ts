import { canonArch } from '@kojikit/rpm';
import { double } from '@kojikit/protocol';
import { anyone, permission } from '../auth/access.js';
import {
  checkedText,
  comparedInteger,
  eventId,
  flag,
  integer,
  name,
  nameOrId,
  truth,
  userRef,
} from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { keywords, optional, type Reader } from '../rpc/reader.js';
import { addHost, editHost, setHostEnabled } from './change-hosts.js';
import { newHostArches, wantedArches } from './readers/host-arches.js';
import { changeHost } from './change-host.js';
import { readHostPage } from './host-page.js';
import { hostChanges, hostPageFilter, wholeHostChanges } from './readers/host-changes.js';
import { findHost, getHost, hostArches, hostResult, lastHostUpdate, readHosts } from './read-hosts.js';

/* What counts as nothing is no principal, but keeps Koji from making one of the host's name. */
const hostPrincipal: Reader<string, string> = (value) => (truth(value) ? checkedText(value) : '');

/* What a page shows at once is far less. */
const MOST_HOSTS = 1000;

const ignored: Reader<null> = () => null;

export const hostsMethods: Method[] = [
  method('getHost', {
    params: { hostInfo: nameOrId, strict: flag(false), event: optional(eventId) },
    access: anyone,
    doc: 'The builder of this name or id, now or at an event. Without one: nil, or a fault if strict.',
    looksUp: true,
    handler: async (ctx, { hostInfo, strict, event }) => {
      if (strict) return hostResult(await getHost(ctx, hostInfo, event));
      const host = await findHost(ctx, hostInfo, event);
      return host ? hostResult(host) : null;
    },
  }),
  method('listHosts', {
    params: {
      arches: optional(wantedArches),
      channelID: optional(nameOrId),
      ready: optional(truth),
      enabled: optional(truth),
      userID: optional(userRef),
      queryOpts: optional(ignored),
    },
    access: anyone,
    doc: 'Builders, by arch, channel, readiness or user. The query options are there for old callers and do nothing.',
    handler: async (ctx, { arches, channelID, ready, enabled, userID }) =>
      (await readHosts(ctx, { arches, channel: channelID, ready, enabled, user: userID })).map(hostResult),
  }),
  method('listHostPage', {
    params: {
      filter: optional(hostPageFilter, {}),
      order: optional(checkedText, 'name'),
      offset: optional(integer, 0),
      limit: optional(integer, MOST_HOSTS),
    },
    access: anyone,
    doc: 'A page of builders with their channels, in the order of a member, how many there are, and what the enabled ones do.',
    handler: async (ctx, { filter, order, offset, limit }) => {
      const page = await readHostPage(ctx, {
        ...filter,
        order,
        offset: Math.max(offset, 0),
        limit: Math.min(Math.max(limit, 0), MOST_HOSTS),
      });
      const { load, capacity, ...enabled } = page.enabled;
      return {
        ...page,
        hosts: page.hosts.map(hostResult),
        enabled: { ...enabled, load: double(load), capacity: double(capacity) },
      };
    },
  }),
  method('getAllArches', {
    params: {},
    access: anyone,
    doc: 'Every arch that some builder has, in canonical names.',
    looksUp: true,
    handler: async (ctx) => {
      const arches = (await hostArches(ctx)).flatMap((text) => text.split(/\s+/).filter(Boolean));
      return [...new Set(arches.map(canonArch))];
    },
  }),
  method('getLastHostUpdate', {
    params: { hostID: comparedInteger, ts: flag(false) },
    access: anyone,
    doc: 'When the builder last used its session, as text or in seconds since 1970 if ts. Nil for never.',
    looksUp: true,
    handler: async (ctx, { hostID, ts }) => {
      const last = await lastHostUpdate(ctx, hostID);
      if (last === undefined) return null;
      return ts ? double(last.ts) : last.time;
    },
  }),
  method('addHost', {
    params: {
      hostname: name,
      arches: newHostArches,
      krb_principal: optional(hostPrincipal),
      force: flag(false),
    },
    access: permission('host'),
    doc: 'Adds a builder with its user, in the channel "default". Returns its id.',
    handler: (ctx, { hostname, arches, krb_principal: principal, force }) =>
      addHost(ctx, { name: hostname, arches, principal, force }),
  }),
  method('editHost', {
    params: { hostInfo: nameOrId, kw: keywords(hostChanges) },
    access: permission('host'),
    doc: 'Changes arches, capacity, description or comment of a builder. Returns whether anything changed.',
    handler: (ctx, { hostInfo, kw }) => editHost(ctx, hostInfo, kw),
  }),
  method('changeHost', {
    params: { hostInfo: nameOrId, changes: wholeHostChanges },
    access: permission('host'),
    doc: 'Changes settings, channels and whether a builder is enabled, in all that is given or in nothing.',
    handler: async (ctx, { hostInfo, changes }) => {
      await changeHost(ctx, hostInfo, changes);
      return null;
    },
  }),
  method('enableHost', {
    params: { hostname: nameOrId },
    access: permission('host'),
    doc: 'Lets a builder have tasks.',
    handler: async (ctx, { hostname }) => {
      await setHostEnabled(ctx, hostname, true);
      return null;
    },
  }),
  method('disableHost', {
    params: { hostname: nameOrId },
    access: permission('host'),
    doc: 'Gives a builder no further tasks; those it has it may finish.',
    handler: async (ctx, { hostname }) => {
      await setHostEnabled(ctx, hostname, false);
      return null;
    },
  }),
];
