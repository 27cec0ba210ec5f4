import {
  type FullInheritanceLink,
  hubCall,
  type Plain,
  type ResultOf,
  type ShownPanel,
  type Tag,
  type Target,
} from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { definePage } from '../../http/page.js';
import { idOrName, link } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';
import { panelView } from '../../html/panel.js';
import { facts, moment, table } from '../../html/parts.js';

interface TagModel {
  readonly tag: Plain<Tag>;
  readonly parents: readonly Plain<FullInheritanceLink>[];
  readonly builtFrom: readonly Plain<Target>[];
  readonly destinationOf: readonly Plain<Target>[];
  readonly repo: Plain<ResultOf<'getRepo'>> | undefined;
  readonly panels: readonly ShownPanel[];
  readonly token: string;
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
  const tag = (await visitor.one(hubCall('getTag', { tagInfo: given, strict: true }))).value();
  const found = await visitor.all({
    parents: hubCall('getFullInheritance', { tag: tag.id }),
    builtFrom: hubCall('getBuildTargets', { buildTagID: tag.id }),
    destinationOf: hubCall('getBuildTargets', { destTagID: tag.id }),
    repo: hubCall('getRepo', { tag: tag.id }),
    panels: hubCall('listPanels', { place: 'tag', id: tag.id }),
  });
  return {
    tag,
    parents: found.parents.value(),
    builtFrom: found.builtFrom.value(),
    destinationOf: found.destinationOf.value(),
    repo: found.repo.optional(),
    panels: found.panels.optional() ?? [],
    token: visitor.token(`panel tag ${tag.id}`),
  };
}

function view({ tag, parents, builtFrom, destinationOf, repo, panels, token }: TagModel): Html {
  const names = (targets: TagModel['builtFrom']) =>
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
