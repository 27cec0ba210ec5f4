import { hubCall, taskLabel } from '@kojikit/protocol';
import { askTask } from '../../hub/ask-task.js';
import type { Visitor } from '../../hub/visitor.js';
import { perform } from '../../http/action.js';
import { definePage, type Page } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { choice, id, link, requiredText } from '../../http/params.js';
import { html } from '../../html/html.js';
import { isPage } from '../../html/panel.js';

const taskParams = { taskID: id('The task.') };

function taskAction(
  name: string,
  words: { readonly verb: string; readonly question: string },
  act: (visitor: Visitor, task: number) => Promise<number>,
): Page {
  return definePage({
    name,
    params: taskParams,
    async answer(request) {
      const { visitor, params } = request;
      const { taskID } = params;
      const task = (await visitor.one(askTask(taskID, { request: true }))).value();
      if (task === null) throw new PageError(404, `There is no task ${taskID}`);
      return perform(request, {
        token: `${name} ${taskID}`,
        title: `${words.verb} task ${taskID}`,
        question: `${words.question} ${taskLabel(task)}`,
        button: words.verb,
        section: 'tasks',
        run: async () => link('taskinfo', { taskID: await act(visitor, taskID) }),
      });
    },
  });
}

function pageOf(place: string, subject: number): string {
  if (place === 'admin') return link('admin');
  return place === 'tag' ? link('taginfo', { tagID: subject }) : link('taskinfo', { taskID: subject });
}

const panelActionPage = definePage({
  name: 'panelaction',
  params: {
    panel: requiredText('The panel of a plugin.'),
    action: requiredText('The button.'),
    id: id('The task or tag whose page it is on.'),
    place: choice(['task', 'tag', 'admin'], 'The kind of page.'),
  },
  answer(request) {
    const { panel, action, id: subject, place } = request.params;
    return perform(request, {
      token: `panel ${place} ${subject}`,
      title: `${panel}: ${action}`,
      question: `Do “${action}” of ${panel}${place === 'admin' ? '' : ` for ${place} ${subject}`}?`,
      button: action,
      fields(typed) {
        const value = typed.get('value');
        return html`${value !== null && html`<input type="hidden" name="value" value="${value}" />`}`;
      },
      async run(form) {
        const ask = hubCall('runPanelAction', { panel, action, id: subject, value: form.get('value') });
        const page = (await request.visitor.one(ask)).value();
        return page !== null && isPage(page) ? page : pageOf(place, subject);
      },
    });
  },
});

/** The pages that change something. */
export const actionPages: readonly Page[] = [
  taskAction(
    'canceltask',
    { verb: 'Cancel', question: 'Cancel this task and those below it?' },
    async (visitor, task) => {
      (await visitor.one(hubCall('cancelTask', { task_id: task }))).value();
      return task;
    },
  ),
  taskAction(
    'resubmittask',
    { verb: 'Resubmit', question: 'Make a new task like this one?' },
    async (visitor, task) => (await visitor.one(hubCall('resubmitTask', { taskID: task }))).value(),
  ),
  panelActionPage,
];
