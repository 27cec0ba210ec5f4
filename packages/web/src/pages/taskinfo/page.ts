import { taskLabel } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { eventsAddress } from '../../live/events-page.js';
import { id, start } from '../../http/params.js';
import { html } from '../../html/html.js';
import { stateMark, taskState } from '../../html/parts.js';
import { readTask } from './read.js';
import { taskView } from './view.js';

/** A task: what it was asked, what came of it, what failed first, its tree and its files. */
export const taskinfoPage = definePage({
  name: 'taskinfo',
  params: { taskID: id('The task.'), start },
  async answer({ params: { taskID, start: from }, visitor }) {
    const model = await readTask(visitor, taskID);
    const label = taskLabel(model.task);
    const state = taskState(model.task.state);
    return {
      title: `${state.word}: ${label} | Task ${taskID}`,
      state: state.kind,
      headline: html`${stateMark(state)} Task ${taskID}: ${label}`,
      body: taskView(model, from),
      section: 'tasks',
      live: model.active
        ? { events: eventsAddress([taskID], { seen: model.seen }), follows: 'page' }
        : undefined,
    };
  },
});
