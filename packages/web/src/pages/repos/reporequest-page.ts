import { hubCall } from '@kojikit/protocol';
import { html } from '../../html/html.js';
import { repoLink, tagLink, taskLink, userLink } from '../../html/links.js';
import { facts, moment, stateMark, taskState } from '../../html/parts.js';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { id } from '../../http/params.js';
import { readRequests } from './ask-requests.js';
import { optionsText } from './repo-options.js';
import { eventText, requestState } from './request-table.js';

/** A request for a repo, and how far it is. */
export const reporequestPage = definePage({
  name: 'reporequest',
  params: { reqID: id('The request.') },
  async answer({ params: { reqID }, visitor }) {
    const [request] = await readRequests(visitor, [['id', reqID]]);
    if (request === undefined) throw new PageError(404, `There is no request for a repo ${reqID}`);
    const event = request.at_event ?? request.min_event;
    const when =
      event === null ? undefined : (await visitor.one(hubCall('getEvent', { id: event }))).optional();
    const { task_id: task, task_state: state, repo_id: repo } = request;
    return {
      title: `${request.tag_name} | Request for a repo ${reqID}`,
      headline: html`${stateMark(requestState(request))} Request ${reqID} for a repo of ${request.tag_name}`,
      section: 'tags',
      body: facts([
        ['Tag', tagLink(request.tag_id, request.tag_name)],
        ['Priority', request.priority],
        ['Event', event !== null && html`${eventText(request)}${when && html`, ${moment(when.ts)}`}`],
        ['Options', optionsText(request.opts)],
        ['Repo', repo !== null && repoLink(repo, repo)],
        ['Task', task !== null && html`${taskLink(task)} ${state !== null && stateMark(taskState(state))}`],
        ['Tries', request.tries],
        ['Owner', userLink(request.owner, request.owner_name)],
        ['Asked for', moment(request.create_ts)],
        ['Last change', moment(request.update_ts)],
      ]),
    };
  },
});
