import { filters } from '../../html/fields.js';
import { counted } from '../../html/counted.js';
import { html, type Html } from '../../html/html.js';
import { webVersion } from '../../version.js';
import type { Api, ApiMethod } from './read.js';

export function apiView({ methods, version }: Api, filter: string): Html {
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
      Types are written as in TypeScript; those with a name are exported by <code>@kojikit/protocol</code>.
    </p>
    ${filters('api', html`<label>Method or words of its text <input name="filter" type="search" value="${filter}" size="24" /></label>`)}
    <p class="lead">${counted(methods.length, 'method')}${filter && html` with “${filter}”`}</p>
    <dl class="api">${methods.map(methodView)}</dl>`;
}

function methodView({ name, args, result, doc, who }: ApiMethod): Html {
  return html`<div id="${name}">
    <dt><a href="#${name}">${name}</a>(${args.map(argument)})</dt>
    ${result !== undefined && typesView(args, result)}
    <dd>${doc} <small>May be called by ${who ?? 'whom its arguments allow'}.</small></dd>
  </div>`;
}

function typesView(args: ApiMethod['args'], result: string): Html {
  const typed = args.filter(({ type }) => type !== undefined);
  return html`<dd>
    ${typed.map(({ name, type }) => html`<code>${name}: ${type}</code>, `)}returns <code>${result}</code>
  </dd>`;
}

function argument({ name, fallback }: ApiMethod['args'][number], index: number): Html {
  return html`${index > 0 && ', '}${name}${fallback !== undefined && html`<small>=${fallback}</small>`}`;
}
