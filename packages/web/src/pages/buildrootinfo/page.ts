import { BUILDROOT_STATES, hubCall, stateName } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { id, link } from '../../http/params.js';
import { html, type Content } from '../../html/html.js';
import { facts, moment } from '../../html/parts.js';

/** A build root: where and for what it was made. */
export const buildrootinfoPage = definePage({
  name: 'buildrootinfo',
  params: { buildrootID: id('The build root.') },
  async answer({ params: { buildrootID }, visitor }) {
    const root = (await visitor.one(hubCall('getBuildroot', { buildrootID, strict: true }))).value();
    const to = (page: string, name: string, value: number | null, shown: Content) =>
      value !== null && html`<a href="${link(page, { [name]: value })}">${shown}</a>`;
    return {
      title: `Build root ${root.id}`,
      section: 'tasks',
      body: facts([
        ['Tag', to('taginfo', 'tagID', root.tag_id, root.tag_name)],
        ['Repo', root.repo_id],
        ['Arch', root.arch ?? root.container_arch],
        ['Host', to('hostinfo', 'hostID', root.host_id, root.host_name)],
        ['Task', to('taskinfo', 'taskID', root.task_id, root.task_id)],
        ['State', stateName(BUILDROOT_STATES, root.state)?.toLowerCase()],
        ['Created', moment(root.create_ts)],
        ['Retired', moment(root.retire_ts)],
        ['Content generator', root.cg_name],
        ['Container', root.container_type],
      ]),
    };
  },
});
