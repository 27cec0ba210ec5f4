import { html, type Content, type Html } from '../../html/html.js';
import { inheritanceTree } from '../../html/charts/inheritance-tree.js';
import { externalRepoLink, repoLink, tagLink, targetLink } from '../../html/links.js';
import { pager } from '../../html/pager.js';
import { panelView } from '../../html/panel.js';
import { facts, moment } from '../../html/parts.js';
import { may, offers, type Offer } from '../../http/may.js';
import { link } from '../../http/params.js';
import type { User } from '../../hub/visitor.js';
import { TARGETS_SHOWN, type TagModel } from './read.js';
import { PARENTS_SHOWN } from './shown-parents.js';

/**
 * @param from where the part of the whole inheritance begins; undefined when only the nearer tags are shown.
 * @param child the tag that a parent is looked for, where one is.
 */
export function tagView(
  model: TagModel,
  user: User | undefined,
  { from, child }: { readonly from: number | undefined; readonly child: number | string | undefined },
): Html {
  const { tag, deleted, panels, token } = model;
  const mayChange = deleted === undefined && may(user, 'tag');
  return html`${deleted !== undefined && html`<p class="message">This tag was deleted${deletedAt(deleted)}.</p>`}
  ${deleted === undefined && offers(offered(model, user, child))} ${contents(model)}
  ${panels.map((panel) => panelView(panel, { place: 'tag', id: tag.id, token }))}
  ${inheritance(model, { from, mayChange })} ${externalRepos(model)} ${extra(model)}`;
}

function deletedAt(deleted: number | 'unknown'): Html | undefined {
  return deleted === 'unknown' ? undefined : html` ${moment(deleted)}`;
}

function offered(
  { tag, sideTags }: TagModel,
  user: User | undefined,
  child: number | string | undefined,
): Offer[] {
  const { id } = tag;
  return [
    ...(user && child !== undefined
      ? [['tagparent', { tagID: child, parentID: id, action: 'add' }, `Add as a parent of ${child}`] as const]
      : []),
    ...(user && sideTags !== undefined
      ? [['sidetagcreate', { basetag: tag.name }, 'Make a side tag'] as const]
      : []),
    ...(may(user, 'tag')
      ? [
          ['tagedit', { tagID: id }, 'Edit'] as const,
          ['tagparent', { tagID: id, action: 'add' }, 'Add a parent'] as const,
        ]
      : []),
    ...(may(user, 'repo') || may(user, 'regen-repo')
      ? [['newrepo', { tagID: id }, 'Make a new repo'] as const]
      : []),
    ...(may(user, 'tag') ? [['tagdelete', { tagID: id }, 'Delete'] as const] : []),
  ];
}

function contents(model: TagModel): Html {
  const { tag, deleted, counts, builtFrom, destinationOf, repo, requests, sideTags } = model;
  const tagID = tag.id;
  const targets = (held: TagModel['builtFrom'], role: 'buildTagID' | 'destTagID') =>
    held.length > 0 &&
    html`${held.slice(0, TARGETS_SHOWN).map(({ id, name }, index) => html`${index > 0 && ', '}${targetLink(id, name)}`)}${
      held.length > TARGETS_SHOWN && html`, <a href="${link('buildtargets', { [role]: tagID })}">and more</a>`
    }`;
  const list = (page: string, params: Record<string, number>, shown: Content) =>
    html`<a href="${link(page, { tagID, ...params })}">${shown}</a>`;
  return facts([
    ['Number', tag.id],
    ['Arches', tag.arches],
    ['Locked', tag.locked ? 'yes' : 'no'],
    ['Permission', tag.perm],
    ['Maven', tag.maven_support && (tag.maven_include_all ? 'yes, all builds' : 'yes')],
    [
      'Packages',
      counts &&
        html`${list('packages', { blocked: 0 }, counts.packages)}, with those that are blocked
        ${list('packages', {}, counts.packages + counts.blocked_packages)}`,
    ],
    [
      'Builds',
      counts &&
        html`${list('builds', { latest: 0 }, counts.builds)}, of its own
        ${list('builds', { latest: 0, inherited: 0 }, counts.own.builds)}`,
    ],
    [
      'Inherited by',
      counts &&
        counts.own.children > 0 &&
        `${counts.own.children} ${counts.own.children === 1 ? 'tag' : 'tags'} directly`,
    ],
    ['Side tags', sideTags !== undefined && sideTags > 0 && String(sideTags)],
    ['Targets from it', targets(builtFrom, 'buildTagID')],
    ['Targets to it', targets(destinationOf, 'destTagID')],
    ['Newest repo', repo && html`${repoLink(repo.id, repo.id)}, made ${moment(repo.creation_ts)}`],
    [
      'Requests for repos',
      deleted === undefined &&
        html`<a href="${link('reporequests', { tag: tag.id, active: 'all' })}">${requests}</a>`,
    ],
  ]);
}

interface TreeOptions {
  readonly from: number | undefined;
  readonly mayChange: boolean;
}

function inheritance({ tag, inherits }: TagModel, { from, mayChange }: TreeOptions): Html | undefined {
  const { parents, deeper, total } = inherits;
  if (total === 0) return undefined;
  const links = parents.map((parent) => ({
    id: parent.parent_id,
    name: tagLink(parent.parent_id, parent.name),
    depth: parent.currdepth,
    priority: parent.priority,
    notes: [
      ...(parent.maxdepth === null ? [] : [`${parent.maxdepth} levels`]),
      ...(parent.intransitive ? ['intransitive'] : []),
      ...(parent.noconfig ? ['without settings'] : []),
      ...(parent.pkg_filter ? [html`only packages like <code>${parent.pkg_filter}</code>`] : []),
    ],
    actions:
      mayChange && parent.currdepth === 1 ? parentActions(tag.id, parent.parent_id, parent.name) : undefined,
  }));
  const all = { tagID: tag.id, all: 1 };
  return html`<h2 id="inheritance">Inherits from</h2>
    ${inheritanceTree('Inheritance', tag.name, links)}
    ${deeper && html`<p><a href="${link('taginfo', all)}">All ${total} of it, however deep</a></p>`}
    ${
      from !== undefined &&
      pager('taginfo', { ...all, start: from || undefined }, from + PARENTS_SHOWN < total, {
        size: PARENTS_SHOWN,
        anchor: 'inheritance',
        total,
      })
    }
    ${from !== undefined && html`<p><a href="${link('taginfo', { tagID: tag.id })}">Only the nearer ones</a></p>`}`;
}

function parentActions(tagID: number, parentID: number, name: string): Html {
  const to = (action: string, label: string) =>
    html` <a
      class="offer"
      href="${link('tagparent', { tagID, parentID, action })}"
      aria-label="${label} ${name}"
      >${label}</a
    >`;
  return html`${to('edit', 'Edit')}${to('remove', 'Remove')}`;
}

function externalRepos({ tag, externalRepos: repos }: TagModel): Html | undefined {
  if (repos.length === 0) return undefined;
  return html`<h2>External repos</h2>
    <ul>
      ${repos.map(
        (repo) =>
          html`<li>
            ${externalRepoLink(repo.external_repo_id, repo.external_repo_name)}
            <small
              >priority ${repo.priority},
              ${repo.merge_mode}${repo.arches && `, ${repo.arches}`}${
                repo.tag_id !== tag.id && html`, of ${tagLink(repo.tag_id, repo.tag_name)}`
              }</small
            >
          </li>`,
      )}
    </ul>`;
}

function extra({ tag }: TagModel): Html | undefined {
  const settings = Object.entries(tag.extra);
  if (settings.length === 0) return undefined;
  return html`<h2>Extra settings</h2>
    ${facts(settings.map(([name, value]) => [name, JSON.stringify(value)]))}`;
}
