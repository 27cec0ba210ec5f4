import { counted } from '../../html/counted.js';
import { filters } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { webVersion } from '../../version.js';
import {
  apiTabs,
  commas,
  eventLink,
  faultLink,
  isPlugin,
  methodLink,
  policyTestLink,
  roomTitle,
} from './links.js';
import type { Api, ApiMethod } from './read.js';

/** Methods by room, a line each; with what was looked for, also events, policy tests and faults that fit it. */
export function apiView(found: Api, sought: string): Html {
  return html`${apiTabs('api')} ${sought === '' && introduction(found)}
    ${filters('api', html`<label>Names or words <input name="filter" type="search" value="${sought}" size="24" /></label>`, 'Search')}
    <p class="lead">${counted(found.methods.length, 'method')}${sought && html` with “${sought}”`}</p>
    ${sought !== '' && others(found)} ${rooms(found.methods)}`;
}

function introduction({ version }: Api): Html {
  return html`<p class="lead">
      The hub speaks Koji's API${version && html` of version ${version}`}, over XML-RPC; these pages are of
      version ${webVersion}.
    </p>
    <p>From a shell, arguments in their order and by name:</p>
    <pre class="value">koji call getBuild bash-5.3.0-1 --kwargs '{"strict": true}'</pre>
    <p>From a program in JavaScript:</p>
    <pre class="value">
import { createClient } from '@kojikit/client';
const client = createClient({ url: 'https://koji.example.com/kojihub' });
const build = await client.call('getBuild', { buildInfo: 'bash-5.3.0-1', strict: true });</pre>
    <p>
      Types are written as in TypeScript; those with a name are exported by <code>@kojikit/protocol</code> and
      the plugins.
    </p>`;
}

function others({ events, policyTests, faults }: Api): Html {
  const groups = [
    { one: 'event', links: events.map(({ name }) => eventLink(name)) },
    { one: 'policy test', links: policyTests.map(({ name }) => policyTestLink(name)) },
    { one: 'fault', links: faults.map(({ name }) => faultLink(name)) },
  ].filter(({ links }) => links.length > 0);
  return html`${groups.map(({ one, links }) => html`<p>${counted(links.length, one)}: ${commas(links)}</p>`)}`;
}

/* Rooms and plugins by name, and at the end what no reference has. */
function rooms(methods: readonly ApiMethod[]): Html {
  const byRoom = new Map<string | undefined, ApiMethod[]>();
  for (const method of methods) byRoom.set(method.room, [...(byRoom.get(method.room) ?? []), method]);
  const sorted = [...byRoom].sort(([one], [other]) => rank(one).localeCompare(rank(other), 'en'));
  return html`${sorted.map(([room, inRoom]) => roomView(room, inRoom))}`;
}

const rank = (room: string | undefined): string =>
  room === undefined ? '3' : `${isPlugin(room) ? 2 : 1}${room}`;

function roomView(room: string | undefined, methods: readonly ApiMethod[]): Html {
  return html`<h2>${roomTitle(room)}</h2>
    <dl class="api">
      ${methods.map(
        ({ name, doc }) =>
          html`<div id="${name}">
            <dt>${methodLink(name)}</dt>
            <dd>${firstSentence(doc)}</dd>
          </div>`,
      )}
    </dl>`;
}

const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
