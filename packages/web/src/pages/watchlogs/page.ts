import { definePage } from '../../http/page.js';
import { ids, integer, text } from '../../http/params.js';
import { readLog } from './read.js';
import { logView } from './view.js';

export const watchlogsParams = {
  taskID: ids('The tasks whose logs are shown; a log that is named is one of the first.'),
  log: text('', 'The name of the log. Default: the first that has text.'),
  volume: text('DEFAULT', 'The volume that it is on.'),
  line: integer(0, 'The line to show those around of. Default: the last lines.'),
};

/** The lines of a log, each with an address of its own. */
export const watchlogsPage = definePage({
  name: 'watchlogs',
  params: watchlogsParams,
  async answer({ params, visitor }) {
    const model = await readLog(visitor, params);
    const { taskID } = params;
    return {
      title: `${model.shown?.name ?? 'Logs'} | ${taskID.length > 1 ? 'Tasks' : 'Task'} ${taskID.join(', ')}`,
      headline: undefined,
      body: logView(model),
      section: 'tasks',
      live: model.active,
    };
  },
});
