import { stateName, TASK_STATES } from '@kojikit/protocol';
import { askTask, askTaskFiles } from '../../hub/ask-task.js';
import { definePage } from '../../http/page.js';
import { id } from '../../http/params.js';

/**
 * The state of a task and its files as plain lines, as scripts read them: `id:STATE`, then `volume:name:size`. Nothing
 * for an unknown task.
 */
export const taskstatusPage = definePage({
  name: 'taskstatus',
  params: { taskID: id('The task.') },
  async answer({ params: { taskID }, visitor }) {
    const { task, files } = await visitor.all({
      task: askTask(taskID),
      files: askTaskFiles(taskID),
    });
    const info = task.optional();
    const lines: string[] = [];
    if (info) {
      lines.push(`${info.id}:${stateName(TASK_STATES, info.state) ?? info.state}`);
      for (const [name, volumes] of Object.entries(files.value()))
        for (const [volume, facts] of Object.entries(volumes))
          lines.push(`${volume}:${name}:${facts.st_size}`);
    }
    return new Response(lines.map((line) => `${line}\n`).join(''), {
      // Koji calls it HTML; file names in it must not become any.
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    });
  },
});
