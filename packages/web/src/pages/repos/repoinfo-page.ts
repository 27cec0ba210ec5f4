import { hubCall } from '@kojikit/protocol';
import { html } from '../../html/html.js';
import { repoRequestLink, tagLink, taskLink } from '../../html/links.js';
import { facts, moment, stateMark, taskState } from '../../html/parts.js';
import { repoState } from '../../html/states.js';
import { may, offers } from '../../http/may.js';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { id, link } from '../../http/params.js';
import { askRequests, requestsOf } from './ask-requests.js';
import { optionsText } from './repo-options.js';

const MOST_REQUESTS = 20;

/** A repo of a tag: what it shows, and who asked for it. */
export const repoinfoPage = definePage({
  name: 'repoinfo',
  params: { repoID: id('The repo.') },
  async answer({ params: { repoID }, visitor }) {
    const found = await visitor.all({
      repo: hubCall('repoInfo', { repo_id: repoID }),
      buildroots: hubCall('listBuildroots', { repoID, queryOpts: { countOnly: true } }),
      requests: askRequests([['repo_id', repoID]], { order: '-id', limit: MOST_REQUESTS }),
    });
    const repo = found.repo.value();
    if (repo === null) throw new PageError(404, `There is no repo ${repoID}`);
    const requests = requestsOf(found.requests.optional() ?? []);
    const task = repo.task_id;
    return {
      title: `${repo.tag_name} | Repo ${repoID}`,
      headline: html`${stateMark(repoState(repo.state))} Repo ${repoID} of ${repo.tag_name}`,
      section: 'tags',
      body: html`${
        may(await visitor.user(), 'regen-repo') &&
        !repo.dist &&
        offers([['newrepo', { tagID: repo.tag_id }, 'Make a new repo of the tag']])
      }
      ${facts([
        ['Tag', tagLink(repo.tag_id, repo.tag_name)],
        ['Kind', repo.dist ? 'for distribution' : 'for builds'],
        [
          'Task',
          task !== null &&
            html`${taskLink(task)} ${repo.task_state !== null && stateMark(taskState(repo.task_state))}`,
        ],
        ['Made', moment(repo.creation_ts)],
        ['State since', moment(repo.state_ts)],
        ['Shows event', html`${repo.create_event}, ${moment(repo.create_ts)}`],
        ['Holds since', repo.begin_event !== null && html`${repo.begin_event}, ${moment(repo.begin_ts)}`],
        ['Until', repo.end_event !== null && html`${repo.end_event}, ${moment(repo.end_ts)}`],
        ['Options', optionsText(repo.opts)],
        ['Options of its own', optionsText(repo.custom_opts)],
        ['Files', html`<code>${folderOf(repo)}</code>`],
        [
          'Build roots',
          html`<a href="${link('buildroots', { repoID })}">${found.buildroots.optional() ?? 0}</a>`,
        ],
        [
          'Requests',
          requests.length > 0 &&
            requests.map(({ id: request }) => html`${repoRequestLink(request, request)} `),
        ],
      ])}`,
    };
  },
});

/* Where the files are below the hub's `kojifiles`. Pages beside a hub do not know its address there. */
function folderOf({
  dist,
  tag_name: tag,
  id: repo,
}: {
  dist: boolean;
  tag_name: string;
  id: number;
}): string {
  return `${dist ? 'repos-dist' : 'repos'}/${tag}/${repo}/`;
}
