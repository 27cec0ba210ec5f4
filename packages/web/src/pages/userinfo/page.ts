import { hubCall } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { idOrName, link } from '../../http/params.js';
import { html } from '../../html/html.js';
import { taskTable } from '../../html/task-table.js';

/** A user and the newest tasks of theirs. */
export const userinfoPage = definePage({
  name: 'userinfo',
  params: { userID: idOrName('The user.') },
  async answer({ params: { userID }, visitor }) {
    const user = (await visitor.one(hubCall('getUser', { userInfo: userID, strict: true }))).value();
    const opts = { owner: user.id, parent: null, decode: true };
    const listed = await visitor.one(hubCall('listTasks', { opts, queryOpts: { limit: 10, order: '-id' } }));
    const tasks = listed.value();
    return {
      title: `${user.name} | User`,
      headline: html`User ${user.name}`,
      section: 'users',
      body: html`<h2>Newest tasks</h2>
        ${tasks.length === 0 ? html`<p>None.</p>` : taskTable('Newest tasks', tasks)}
        <p><a href="${link('tasks', { owner: user.id, state: 'all' })}">All tasks of ${user.name}</a></p>`,
    };
  },
});
