import type { FoundGroup, FoundThing, Plain } from '@kojikit/protocol';
import { buildState } from '../../html/build-state.js';
import { field, filters, select } from '../../html/fields.js';
import { html, type Content, type Html } from '../../html/html.js';
import { listTable, type Column } from '../../html/list-table.js';
import { ago, stateMark, taskState } from '../../html/parts.js';
import { pager, PAGE_SIZE } from '../../html/pager.js';
import { link, type LinkParams } from '../../http/params.js';
import type { SearchModel } from './read.js';
import { thingAddress } from './thing-address.js';

type Thing = Plain<FoundThing>;

interface TypeWords {
  readonly title: string;
  /** What `note` says of it. */
  readonly note: string;
}

const WORDS: Readonly<Record<string, TypeWords>> = {
  task: { title: 'Tasks', note: 'Arch' },
  build: { title: 'Builds', note: 'Built by' },
  rpm: { title: 'RPMs', note: 'External repo' },
  package: { title: 'Packages', note: 'Newest build' },
  tag: { title: 'Tags', note: 'Note' },
  target: { title: 'Targets', note: 'From and to' },
  user: { title: 'Users', note: 'Note' },
  host: { title: 'Hosts', note: 'Arches' },
  repo: { title: 'Repos', note: 'Note' },
  buildroot: { title: 'Build roots', note: 'Note' },
  maven: { title: 'Maven archives', note: 'Note' },
  win: { title: 'Windows archives', note: 'Note' },
};

const titleOf = (type: string): string => WORDS[type]?.title ?? type;
/* As it stands within a sentence. */
const spokenOf = (type: string): string =>
  titleOf(type).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
const LIST = new Intl.ListFormat('en', { type: 'conjunction' });

export function searchView(model: SearchModel): Html {
  const { found, problem } = model;
  return html`${form(model)} ${problem !== undefined && html`<p class="message">${problem}</p>`}
  ${found && (found.groups.length === 0 ? nothing(model) : found.groups.map((group) => groupView(group, model)))}`;
}

function form({ query, types }: SearchModel): Html {
  return filters(
    'search',
    [
      field('terms', 'Look for', query.terms, { size: 28, required: true }),
      select('type', 'In', ['', ...types], query.type, { '': 'everything', ...titles(types) }),
      select('match', 'As', ['', 'glob', 'regexp', 'exact'], query.match ?? '', {
        '': 'what people type',
        glob: 'a pattern with * and ?',
        regexp: 'a regular expression',
        exact: 'the exact name',
      }),
    ],
    'Search',
  );
}

const titles = (types: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(types.map((type) => [type, titleOf(type)]));

function groupView({ type, things, more }: Plain<FoundGroup>, { query }: SearchModel): Html {
  const params: LinkParams = { ...query, type, start: query.start || undefined };
  const rows = listTable(titleOf(type), columns(type, things), things, { page: 'search', params });
  const alone = query.type !== '';
  return html`<section>
    <h2>${titleOf(type)}</h2>
    ${rows}
    ${
      alone
        ? pager('search', params, more, { size: PAGE_SIZE })
        : more && html`<p><a href="${link('search', params)}">More ${spokenOf(type)}</a></p>`
    }
  </section>`;
}

function columns(type: string, things: readonly Thing[]): Column<Thing>[] {
  const all: (Column<Thing> & { readonly when: (thing: Thing) => boolean })[] = [
    { title: 'Name', order: 'name', when: () => true, cell: nameView },
    { title: 'State', when: ({ state }) => state !== null, cell: stateView },
    { title: 'When', when: ({ ts }) => ts !== null, cell: ({ ts }) => ago(ts) },
    { title: WORDS[type]?.note ?? 'Note', when: ({ note }) => note !== null, cell: noteView },
    { title: 'Number', order: 'id', newestFirst: true, when: () => true, cell: ({ id }) => id },
  ];
  return all.filter(({ when }) => things.some(when));
}

function nameView({ type, id, name }: Thing): Content {
  return html`<a href="${thingAddress({ type, id })}">${name === '' ? id : name}</a>`;
}

/* Some notes are names. */
function noteView({ type, note }: Thing): Content {
  if (note === null) return undefined;
  if (type === 'build') return html`<a href="${link('userinfo', { userID: note })}">${note}</a>`;
  if (type === 'package') return html`<a href="${link('search', { terms: note })}">${note}</a>`;
  return note;
}

function stateView({ type, state }: Thing): Content {
  if (state === null) return undefined;
  return stateMark(type === 'task' ? taskState(state) : buildState(state));
}

function nothing({ query, terms, types, found }: SearchModel): Html {
  const where = query.type === '' ? types.filter((type) => type !== 'task') : [query.type];
  const how =
    query.match === 'regexp'
      ? 'that match the regular expression'
      : query.match === 'exact'
        ? 'that are called'
        : /[*?]|\[.+\]/.test(terms) || query.match === 'glob'
          ? 'that fit the pattern'
          : 'with';
  const number = /^\d+$/.test(terms) && html` Nothing has the number ${terms} either.`;
  const near = found?.near ?? [];
  return html`<p class="message">
      Nothing was found. Looked for ${LIST.format(where.map(spokenOf))} ${how} <b>${terms}</b>${
        how === 'with' && ' in their names'
      }.${number}
    </p>
    ${
      near.length > 0 &&
      html`<section class="panel">
        <h2>What is called nearly so</h2>
        <ul>
          ${near.map((thing) => html`<li>${nameView(thing)} <small>${thing.type}</small></li>`)}
        </ul>
      </section>`
    }
    ${
      query.type !== '' &&
      html`<p><a href="${link('search', { terms: query.terms })}">Look everywhere</a></p>`
    }
    ${
      query.match !== undefined &&
      html`<p>
        <a href="${link('search', { terms: query.terms, type: query.type })}">Look for parts of names</a>
      </p>`
    }`;
}
