import type { ShownPanel } from '@kojikit/protocol';
import { ask } from '../../hub/connection.js';
import type { Visitor } from '../../hub/visitor.js';
import { definePage } from '../../http/page.js';
import { idOrName, link } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';
import { panelView } from '../../html/panel.js';
import { facts, moment, table } from '../../html/parts.js';

interface TagModel {
  readonly tag: TagRow;
  readonly parents: readonly {
    readonly parent_id: number;
    readonly name: string;
    readonly currdepth: number;
    readonly priority: number;
  }[];
  readonly builtFrom: readonly TargetRow[];
  readonly destinationOf: readonly TargetRow[];
  readonly repo: { readonly id: number; readonly creation_ts: number } | undefined;
  readonly panels: readonly ShownPanel[];
  readonly token: string;
}

interface TagRow {
  readonly id: number;
  readonly name: string;
  readonly arches: string | null;
  readonly locked: boolean;
  readonly perm: string | null;
  readonly extra: Readonly<Record<string, unknown>>;
}

interface TargetRow {
  readonly id: number;
  readonly name: string;
}

/** A tag: its settings, what it inherits from, its targets and its repo. */
export const taginfoPage = definePage({
  name: 'taginfo',
  params: { tagID: idOrName('The tag.') },
  async answer({ params: { tagID }, visitor }) {
    const model = await read(visitor, tagID);
    return {
      title: `${model.tag.name} | Tag`,
      headline: html`Tag ${model.tag.name}`,
      body: view(model),
      section: 'tags',
    };
  },
});

async function read(visitor: Visitor, given: number | string): Promise<TagModel> {
  const tag = (await visitor.one(ask('getTag', given, true))).value<TagRow>();
  const found = await visitor.all({
    parents: ask('getFullInheritance', tag.id),
    builtFrom: ask('getBuildTargets', null, null, tag.id),
    destinationOf: ask('getBuildTargets', null, null, null, tag.id),
    repo: ask('getRepo', tag.id),
    panels: ask('listPanels', 'tag', tag.id),
  });
  return {
    tag,
    parents: found.parents.value<TagModel['parents']>(),
    builtFrom: found.builtFrom.value<TargetRow[]>(),
    destinationOf: found.destinationOf.value<TargetRow[]>(),
    repo: found.repo.optional<NonNullable<TagModel['repo']>>(),
    panels: found.panels.optional<ShownPanel[]>() ?? [],
    token: visitor.token(`panel tag ${tag.id}`),
  };
}

function view({ tag, parents, builtFrom, destinationOf, repo, panels, token }: TagModel): Html {
  const names = (targets: readonly TargetRow[]) =>
    targets.length > 0 &&
    targets.map(
      ({ id, name }, index) =>
        html`${index > 0 && ', '}<a href="${link('buildtargetinfo', { targetID: id })}">${name}</a>`,
    );
  return html`${facts([
    ['Number', tag.id],
    ['Arches', tag.arches],
    ['Locked', tag.locked ? 'yes' : 'no'],
    ['Permission', tag.perm],
    ['Build tag of targets', names(builtFrom)],
    ['Destination of targets', names(destinationOf)],
    ['Repo', repo && html`${repo.id}, made ${moment(repo.creation_ts)}`],
  ])}
  ${panels.map((panel) => panelView(panel, { place: 'tag', id: tag.id, token }))}
  ${
    parents.length > 0 &&
    html`<h2>Inherits from</h2>
      ${table(
        'Inheritance',
        ['Tag', 'Depth', 'Priority'],
        parents.map((parent) => [
          html`<a href="${link('taginfo', { tagID: parent.parent_id })}">${parent.name}</a>`,
          parent.currdepth,
          parent.priority,
        ]),
      )}`
  }
  ${
    Object.keys(tag.extra).length > 0 &&
    html`<h2>Extra settings</h2>
      ${facts(Object.entries(tag.extra).map(([name, value]) => [name, JSON.stringify(value)]))}`
  }`;
}
