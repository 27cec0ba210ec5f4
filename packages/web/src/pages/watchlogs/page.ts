import { taskLabel } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { id, integer, text } from '../../http/params.js';
import { readLog } from './read.js';
import { logView } from './view.js';

export const watchlogsParams = {
  taskID: id('The task whose logs are shown.'),
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
    return {
      title: `${model.shown?.name ?? 'Logs'} | Task ${params.taskID}`,
      headline: undefined,
      body: logView(model, taskLabel(model.task)),
      section: 'tasks',
      live: model.active,
    };
  },
});
