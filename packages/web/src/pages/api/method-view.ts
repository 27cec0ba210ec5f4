import { html, type Content, type Html } from '../../html/html.js';
import { facts, table } from '../../html/parts.js';
import { apiTabs, commas, eventLink, faultLink, isPlugin, roomTitle } from './links.js';
import { typeOf, type ApiArgument, type ApiMethod } from './read.js';

/** Everything about one method. */
export function methodView({ name, args, doc, who, room, known }: ApiMethod): Html {
  return html`${apiTabs()}
    <p>${doc === '' ? 'The hub says nothing of it.' : doc}</p>
    <pre class="value">${name}(${args.map(callForm).join(', ')})</pre>
    ${args.length > 0 && argumentTable(args)}
    ${facts([
      ['Returns', known && returned(known)],
      ['May be called by', who === null ? 'whom its arguments allow' : (who ?? 'the hub does not say whom')],
      [
        'May throw',
        known && (known.throws.length > 0 ? commas(known.throws.map(faultLink)) : 'nothing of its own'),
      ],
      ['Emits', known && known.emits.length > 0 && commas(known.emits.map(eventLink))],
      ...origin(name, room),
      ['In Koji', known?.addition === true && 'an addition: Koji’s own hub lacks it'],
    ])}`;
}

function origin(name: string, room: string | undefined): [string, Content][] {
  if (room === undefined) return [['Reference', 'none here: types, faults and events are not known']];
  return [[isPlugin(room) ? 'Plugin' : 'Room', html`<a href="api#${name}">${roomTitle(room)}</a>`]];
}

const callForm = ({ name, mark, fallback }: ApiArgument): string =>
  `${mark}${name}${fallback === undefined ? '' : `=${fallback}`}`;

/* Columns that nothing stands in are left out. */
function argumentTable(args: readonly ApiArgument[]): Html {
  const code = (text: string | undefined) => text !== undefined && html`<code>${text}</code>`;
  const columns: [string, (arg: ApiArgument) => Content][] = [
    ['Argument', ({ mark, name }) => code(`${mark}${name}`)],
    ['Type', ({ type }) => code(type)],
    ['Default', ({ fallback }) => code(fallback)],
    ['Meaning', ({ doc }) => doc],
  ];
  const shown = columns.filter(([, cell]) => args.some((arg) => cell(arg)));
  return table(
    'Arguments',
    shown.map(([title]) => title),
    args.map((arg) => shown.map(([, cell]) => cell(arg))),
  );
}

function returned({ result, resultDoc }: NonNullable<ApiMethod['known']>): Html | undefined {
  const type = typeOf(result);
  return type === undefined ? undefined : html`<code>${type}</code>${resultDoc && html`: ${resultDoc}`}`;
}
