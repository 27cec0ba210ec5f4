import { html, type Html } from '../../html/html.js';
import { table } from '../../html/parts.js';
import type { ReferenceEvent } from '../../reference/reference.js';
import { apiTabs, commas, methodLink } from './links.js';
import { methodsWith } from './methods-with.js';
import type { Api, Named } from './read.js';

/** The events of the hub and its plugins, each at a place of its own. */
export function eventsView({ events, methods }: Api): Html {
  return html`${apiTabs('apievents')}
    <p>
      What handlers of plugins are called with, and what messages are made of. A handler of a
      <code>pre…</code> event runs before the change and stops it with an error; one of a
      <code>post…</code> event runs after it, in the same transaction.
    </p>
    ${events.map((event) => eventView(event, methodsWith(methods, 'emits', event.name)))}`;
}

function eventView(
  { name, doc, type, fields, plugin }: Named<ReferenceEvent>,
  emitters: readonly string[],
): Html {
  return html`<section class="entry" id="${name}">
    <h2><a href="apievents#${name}">${name}</a></h2>
    ${doc && html`<p>${doc}</p>`} ${plugin && html`<p>Of the plugin ${plugin}.</p>`}
    ${!type.startsWith('{') && html`<p>The data is <code>${type}</code>.</p>`}
    ${fields.length > 0 && fieldTable(name, fields)}
    ${emitters.length > 0 && html`<p>Emitted by ${commas(emitters.map(methodLink))}.</p>`}
  </section>`;
}

function fieldTable(event: string, fields: ReferenceEvent['fields']): Html {
  const meanings = fields.map(({ optional, doc }) =>
    [optional && 'May be missing.', doc].filter(Boolean).join(' '),
  );
  const columns = ['Field', 'Type', ...(meanings.some(Boolean) ? ['Meaning'] : [])];
  return table(
    `Data of ${event}`,
    columns,
    fields.map(({ name, type }, index) =>
      [html`<code>${name}</code>`, html`<code>${type}</code>`, meanings[index]].slice(0, columns.length),
    ),
  );
}
