import {
  type Buildroot,
  BUILDROOT_STATES,
  hubCall,
  type Plain,
  stateName,
  taskLabel,
} from '@kojikit/protocol';
import { askTask } from '../../hub/ask-task.js';
import { definePage } from '../../http/page.js';
import { id, link } from '../../http/params.js';
import { extraView } from '../../html/extra-view.js';
import { html, type Html } from '../../html/html.js';
import { hostLink, repoLink, tagLink, taskLink } from '../../html/links.js';
import { facts, moment } from '../../html/parts.js';

/** A build root: where and for what it was made, of what it consists and what came out of it. */
export const buildrootinfoPage = definePage({
  name: 'buildrootinfo',
  params: { buildrootID: id('The build root.') },
  async answer({ params: { buildrootID }, visitor }) {
    const root = (await visitor.one(hubCall('getBuildroot', { buildrootID, strict: true }))).value();
    const { task } = await visitor.all({
      task: root.task_id === null ? undefined : askTask(root.task_id, { request: true }),
    });
    const found = task?.optional();
    return {
      title: `Build root ${root.id}`,
      section: 'tasks',
      body: buildrootView(root, found && `${found.id} ${taskLabel(found)}`),
    };
  },
});

function buildrootView(root: Plain<Buildroot>, task: string | undefined): Html {
  const generator = root.cg_name !== null && `${root.cg_name} ${root.cg_version ?? ''}`.trim();
  return html`${facts([
    ['Tag', root.tag_id !== null && tagLink(root.tag_id, root.tag_name ?? root.tag_id)],
    ['Repo', root.repo_id !== null && repoLink(root.repo_id, root.repo_id)],
    ['Arch', root.arch ?? root.container_arch],
    ['Host', root.host_id !== null && hostLink(root.host_id, root.host_name ?? root.host_id)],
    ['Host system', root.host_os],
    ['Host arch', root.host_arch],
    ['Task', root.task_id !== null && taskLink(root.task_id, task)],
    ['State', stateName(BUILDROOT_STATES, root.state)?.toLowerCase()],
    ['Created', moment(root.create_ts)],
    ['Retired', moment(root.retire_ts)],
    ['Content generator', generator],
    ['Container', root.container_type],
    ['Consists of', lists('component', root.id)],
    ['Made in it', lists('built', root.id)],
  ])}
  ${extraView(root.extra)}`;
}

function lists(type: string, buildrootID: number): Html {
  return html`<a href="${link('rpmlist', { type, buildrootID })}">RPMs</a>,
    <a href="${link('archivelist', { type, buildrootID })}">archives</a>`;
}
