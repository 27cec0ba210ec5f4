import { hubCall, type Channel, type Host, type Plain } from '@kojikit/protocol';
import { checkbox, field } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { hostLink } from '../../html/links.js';
import type { Visitor } from '../../hub/visitor.js';
import { perform, tickedOr, typedOr } from '../../http/action.js';
import { definePage, type Page } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { idOrName, link } from '../../http/params.js';

const params = { hostID: idOrName('The builder.') };

const hosteditPage = definePage({
  name: 'hostedit',
  params,
  async answer(request) {
    const { visitor } = request;
    const { hostID } = request.params;
    const host = await readHost(visitor, hostID);
    const found = await visitor.all({
      all: hubCall('listChannels'),
      held: hubCall('listChannels', { hostID: host.id }),
    });
    const channels = found.all.value();
    const held = new Set(found.held.value().map(({ id }) => id));
    return perform(request, {
      token: `hostedit ${host.id}`,
      title: `Edit host ${host.name}`,
      question: 'All of it is changed, or nothing when some of it is refused.',
      button: 'Save',
      section: 'hosts',
      fields: (typed) => hostFields(host, typed, channelBoxes(channels, held, typed)),
      async run(form) {
        const changes = { ...readSettings(form), channels: form.getAll('channels').map(channelOf) };
        (await visitor.one(hubCall('changeHost', { hostInfo: host.id, changes }))).value();
        return link('hostinfo', { hostID: host.id });
      },
    });
  },
});

function switchPage(name: string, verb: string, enabled: boolean, question: string): Page {
  return definePage({
    name,
    params,
    async answer(request) {
      const { visitor } = request;
      const host = await readHost(visitor, request.params.hostID);
      return perform(request, {
        token: `${name} ${host.id}`,
        title: `${verb} host ${host.name}`,
        question: html`${hostLink(host.id, host.name)}: ${question}`,
        button: verb,
        section: 'hosts',
        fields: (typed) => field('comment', 'Comment', typedOr(typed, 'comment', host.comment), { size: 30 }),
        async run(form) {
          const comment = form.get('comment');
          const changes = { enabled, ...(comment !== null && { comment }) };
          (await visitor.one(hubCall('changeHost', { hostInfo: host.id, changes }))).value();
          return link('hostinfo', { hostID: host.id });
        },
      });
    },
  });
}

async function readHost(visitor: Visitor, hostInfo: number | string): Promise<Plain<Host>> {
  return (await visitor.one(hubCall('getHost', { hostInfo, strict: true }))).value();
}

function hostFields(host: Plain<Host>, typed: URLSearchParams, channels: Html): Html {
  const line = (name: 'arches' | 'description' | 'comment', label: string) =>
    field(name, label, typedOr(typed, name, host[name]), { size: 30 });
  return html`${line('arches', 'Arches, with blanks between')}
  ${field('capacity', 'Capacity', typedOr(typed, 'capacity', host.capacity), { required: true })}
  ${line('description', 'Description')} ${line('comment', 'Comment')}
  ${checkbox('enabled', 'Enabled: it is given tasks', tickedOr(typed, 'enabled', host.enabled))} ${channels}`;
}

/* Ids, as Koji's form has them; an old link may have names. */
function channelBoxes(
  channels: readonly Plain<Channel>[],
  held: ReadonlySet<number>,
  typed: URLSearchParams,
): Html {
  const sent = typed.has('a') ? new Set(typed.getAll('channels')) : undefined;
  return html`<fieldset>
    <legend>Channels</legend>
    ${channels.map(({ id, name, enabled }) => {
      const ticked = sent === undefined ? held.has(id) : sent.has(String(id)) || sent.has(name);
      return html`<label class="check"
        ><input type="checkbox" name="channels" value="${id}" ${ticked && html` checked`} />
        ${name}${!enabled && ' (disabled)'}</label
      >`;
    })}
  </fieldset>`;
}

const channelOf = (given: string): number | string => (/^\d{1,9}$/.test(given) ? Number(given) : given);

function readSettings(form: URLSearchParams) {
  const capacity = (form.get('capacity') ?? '').trim();
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(capacity))
    throw new PageError(400, `capacity takes a number, not “${capacity}”`);
  return {
    arches: (form.get('arches') ?? '').trim(),
    capacity: Number(capacity),
    description: form.get('description') ?? '',
    comment: form.get('comment') ?? '',
    enabled: form.has('enabled'),
  };
}

/** What changes builders. */
export const hostActions: readonly Page[] = [
  hosteditPage,
  switchPage('enablehost', 'Enable', true, 'it will be given tasks.'),
  switchPage('disablehost', 'Disable', false, 'it is given no further tasks; those it has it may finish.'),
];
