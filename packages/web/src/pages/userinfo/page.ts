import { ask } from '../../hub/connection.js';
import type { TaskRow } from '../../hub/rows.js';
import { definePage } from '../../http/page.js';
import { idOrName, link } from '../../http/params.js';
import { html } from '../../html/html.js';
import { taskTable } from '../../html/task-table.js';

/** A user and the newest tasks of theirs. */
export const userinfoPage = definePage({
  name: 'userinfo',
  params: { userID: idOrName('The user.') },
  async answer({ params: { userID }, visitor }) {
    const user = (await visitor.one(ask('getUser', userID, true))).value<{ id: number; name: string }>();
    const filter = { owner: user.id, parent: null, decode: true };
    const tasks = (await visitor.one(ask('listTasks', filter, { limit: 10, order: '-id' }))).value<
      TaskRow[]
    >();
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
