import { definePage } from '../../http/page.js';
import { eventsAddress } from '../../live/events-page.js';
import { html } from '../../html/html.js';
import { taskState } from '../../html/parts.js';
import { watchlogsParams } from './params.js';
import { readLog, type LogModel } from './read.js';
import { logView } from './view.js';

/** The lines of a log, each with an address of its own. */
export const watchlogsPage = definePage({
  name: 'watchlogs',
  params: watchlogsParams,
  async answer({ params, visitor }) {
    const model = await readLog(visitor, params);
    const { taskID } = params;
    const state = taskState(model.tasks[0]!.state);
    const title = `${model.shown?.name ?? 'Logs'} | ${taskID.length > 1 ? 'Tasks' : 'Task'} ${taskID.join(', ')}`;
    return {
      title: `${state.word}: ${title}`,
      state: state.kind,
      headline: html`${title}`,
      body: logView(model),
      section: 'tasks',
      live: model.active ? { events: eventsOf(model), follows: 'log' } : undefined,
    };
  },
});

function eventsOf({ tasks, seen, shown, next }: LogModel): string {
  // The log is that of the first task of the address.
  const ids = tasks
    .map(({ id }) => id)
    .sort((a, b) => Number(b === shown?.taskID) - Number(a === shown?.taskID));
  return eventsAddress(ids, { seen, log: shown && next && { ...shown, ...next } });
}
