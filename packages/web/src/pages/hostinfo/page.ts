import { BUILDROOT_STATES, hubCall, stateName } from '@kojikit/protocol';
import { may, offers, type Offer } from '../../http/may.js';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { link, optionalIdOrName } from '../../http/params.js';
import { html } from '../../html/html.js';
import { facts, moment, table } from '../../html/parts.js';

const { INIT, WAITING, BUILDING } = BUILDROOT_STATES;

/** A builder: what it takes, how it is, its channels and its build roots. */
export const hostinfoPage = definePage({
  name: 'hostinfo',
  params: {
    hostID: optionalIdOrName('The builder.'),
    userID: optionalIdOrName('The user that the builder logs in as, instead.'),
  },
  async answer({ params: { hostID, userID }, visitor }) {
    if (hostID === undefined && userID === undefined)
      throw new PageError(400, 'The address lacks hostID, a number or a name');
    const host =
      hostID === undefined
        ? (await visitor.one(hubCall('listHosts', { userID }))).value()[0]
        : (await visitor.one(hubCall('getHost', { hostInfo: hostID, strict: true }))).value();
    if (host === undefined) throw new PageError(404, `There is no host of the user ${userID}`);
    const found = await visitor.all({
      channels: hubCall('listChannels', { hostID: host.id }),
      buildroots: hubCall('listBuildroots', { hostID: host.id, state: [INIT, WAITING, BUILDING] }),
    });
    const channels = found.channels.value();
    const roots = found.buildroots.value();
    const mayChange = may(await visitor.user(), 'host');
    return {
      title: `${host.name} | Host`,
      headline: html`Host ${host.name}`,
      section: 'hosts',
      body: html`${mayChange && offers(offered(host))}
        ${facts([
          ['Arches', host.arches],
          ['Enabled', host.enabled ? 'yes' : 'no'],
          ['Ready', host.ready ? 'yes' : 'no'],
          [
            'Load',
            html`<a href="${link('tasks', { hostID: host.id, state: 'active' })}"
              >${host.task_load.toFixed(2)} of ${host.capacity.toFixed(2)}</a
            >`,
          ],
          ['Last update', moment(host.update_ts)],
          ['Description', host.description],
          ['Comment', host.comment],
          [
            'Channels',
            channels.map(
              ({ id, name }) => html`<a href="${link('channelinfo', { channelID: id })}">${name}</a> `,
            ),
          ],
        ])}
        <h2>Build roots in use</h2>
        ${
          roots.length === 0
            ? html`<p>None.</p>`
            : table(
                'Build roots',
                ['Build root', 'Arch', 'State', 'Created'],
                roots.map((root) => [
                  html`<a href="${link('buildrootinfo', { buildrootID: root.id })}"
                    >${root.id} ${root.tag_name}</a
                  >`,
                  root.arch,
                  stateName(BUILDROOT_STATES, root.state)?.toLowerCase(),
                  moment(root.create_ts),
                ]),
              )
        }`,
    };
  },
});

function offered({ id: hostID, enabled }: { readonly id: number; readonly enabled: boolean }): Offer[] {
  return [
    ['hostedit', { hostID }, 'Edit'],
    enabled ? ['disablehost', { hostID }, 'Disable'] : ['enablehost', { hostID }, 'Enable'],
  ];
}
