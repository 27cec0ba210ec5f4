import { hubCall, taskLabel, type Plain, type Task } from '@kojikit/protocol';
import { askTask } from '../../hub/ask-task.js';
import type { Visitor } from '../../hub/visitor.js';
import { checkbox, field } from '../../html/fields.js';
import { html } from '../../html/html.js';
import { perform, tickedOr, typedOr, type Action } from '../../http/action.js';
import { definePage, type Page } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { id, link } from '../../http/params.js';

interface TaskAction extends Pick<Action, 'danger'> {
  /** What the button says. */
  readonly verb: string;
  /** What comes before the task's number at the top; default: the verb and `task`. */
  readonly heading?: string;
  readonly question: string;
  readonly fields?: (typed: URLSearchParams, task: Plain<Task>) => ReturnType<NonNullable<Action['fields']>>;
  /** Does it, and returns the task to go to. */
  readonly act: (visitor: Visitor, task: number, form: URLSearchParams) => Promise<number>;
}

function taskAction(name: string, action: TaskAction): Page {
  const { verb, heading = `${verb} task`, question, fields, act, danger } = action;
  return definePage({
    name,
    params: { taskID: id('The task.') },
    async answer(request) {
      const { visitor, params } = request;
      const { taskID } = params;
      const task = (await visitor.one(askTask(taskID, { request: true }))).value();
      if (task === null) throw new PageError(404, `There is no task ${taskID}`);
      return perform(request, {
        token: `${name} ${taskID}`,
        title: `${heading} ${taskID}`,
        question: html`${question} <a href="${link('taskinfo', { taskID })}">${taskLabel(task)}</a>`,
        button: verb,
        section: 'tasks',
        ...(danger && { danger }),
        ...(fields && { fields: (typed: URLSearchParams) => fields(typed, task) }),
        run: async (form) => link('taskinfo', { taskID: await act(visitor, taskID, form) }),
      });
    },
  });
}

/** What people do about tasks. */
export const taskActions: readonly Page[] = [
  taskAction('canceltask', {
    verb: 'Cancel',
    question: 'Cancel this task and those below it?',
    async act(visitor, task) {
      (await visitor.one(hubCall('cancelTask', { task_id: task }))).value();
      return task;
    },
  }),
  taskAction('resubmittask', {
    verb: 'Resubmit',
    question: 'Make a new task like this one?',
    act: async (visitor, task) => (await visitor.one(hubCall('resubmitTask', { taskID: task }))).value(),
  }),
  taskAction('freetask', {
    verb: 'Free',
    question: 'Take this task from its builder, so that it begins anew, there or on another one?',
    async act(visitor, task) {
      (await visitor.one(hubCall('freeTask', { task_id: task }))).value();
      return task;
    },
  }),
  taskAction('taskpriority', {
    verb: 'Set the priority',
    heading: 'Set the priority of task',
    question: 'Tasks with a lower number go first:',
    fields: (typed, task) =>
      html`${field('priority', 'Priority', typedOr(typed, 'priority', task.priority), { required: true })}
      ${checkbox('recurse', 'And of those below it', tickedOr(typed, 'recurse', true))}`,
    async act(visitor, task, form) {
      const priority = (form.get('priority') ?? '').trim();
      if (!/^-?\d{1,6}$/.test(priority))
        throw new PageError(400, `priority takes a whole number, not “${priority}”`);
      const wanted = { task_id: task, priority: Number(priority), recurse: form.has('recurse') };
      (await visitor.one(hubCall('setTaskPriority', wanted))).value();
      return task;
    },
  }),
];
