import { hubCall, type Plain, type TagExternalRepo } from '@kojikit/protocol';
import { deletedView } from '../../html/deleted-view.js';
import { html, type Html } from '../../html/html.js';
import { tagLink } from '../../html/links.js';
import { facts, table } from '../../html/parts.js';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { idOrName } from '../../http/params.js';

/** A repo from elsewhere and the tags that use it; of a deleted one who deleted it, and what it was then. */
export const externalrepoinfoPage = definePage({
  name: 'externalrepoinfo',
  params: { extrepoID: idOrName('The external repo.') },
  async answer({ params: { extrepoID }, visitor }) {
    const found = await visitor.all({
      repo: hubCall('getExternalRepo', { info: extrepoID }),
      tags: hubCall('getTagExternalRepos', { repo_info: extrepoID }),
      // A fault for one that there never was.
      history: hubCall('queryHistory', {
        tables: ['external_repo_config'],
        external_repo: extrepoID,
        queryOpts: { order: '-create_event', limit: 1 },
      }),
    });
    const repo = found.repo.value();
    const last = found.history.optional()?.external_repo_config?.[0];
    const ended = repo === null ? last?.revoke_event : undefined;
    if (repo === null && (last === undefined || ended == null))
      throw new PageError(404, `There is no external repo ${extrepoID}`);
    const { id, name, url } = repo ?? {
      id: last!.external_repo_id,
      name: last!['external_repo.name'],
      url: last!.url,
    };
    const tags =
      ended == null
        ? found.tags.value()
        : (await visitor.one(hubCall('getTagExternalRepos', { repo_info: id, event: ended - 1 }))).value();
    return {
      title: `${name} | External repo`,
      headline: html`External repo ${name}`,
      section: 'tags',
      body: html`${ended != null && deletedView('external repo', last!)}
        ${facts([
          ['Number', id],
          ['Address', url],
        ])}
        <h2>Tags that ${ended == null ? 'use' : 'used'} it</h2>
        ${tagsView(tags)}`,
    };
  },
});

function tagsView(tags: readonly Plain<TagExternalRepo>[]): Html {
  if (tags.length === 0) return html`<p>None.</p>`;
  return table(
    'Tags',
    ['Tag', 'Priority', 'Merged', 'Arches'],
    tags.map((tag) => [
      tagLink(tag.tag_id, tag.tag_name),
      tag.priority,
      tag.merge_mode,
      tag.arches ?? 'all of the tag',
    ]),
  );
}
