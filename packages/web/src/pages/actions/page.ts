import { hubCall, taskLabel, type HubCall, type Nothing } from '@kojikit/protocol';
import { askTask } from '../../hub/ask-task.js';
import type { Reply } from '../../hub/reply.js';
import { definePage, type Page, type PageRequest } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { choice, id, link, requiredText } from '../../http/params.js';
import { assertOwnForm, readForm } from '../../http/form.js';
import { html } from '../../html/html.js';
import { isPage } from '../../html/panel.js';
import type { Shown } from '../../layout/layout.js';

/** What the pages do for who is logged in: an address asks, its form does it. */
interface Action<Result> {
  /** What the token is made for. */
  readonly token: string;
  readonly title: string;
  readonly question: string;
  readonly button: string;
  /** @param form what was sent. */
  readonly call: (form: URLSearchParams) => HubCall<Result>;
  readonly then: (reply: Reply<Result>) => string;
}

/** Does an action when its form was sent from here with a good token; asks before in every other case. */
async function perform<Result>(request: PageRequest, action: Action<Result>): Promise<Shown | Response> {
  const { visitor, method } = request;
  if ((await visitor.user()) === undefined)
    throw new PageError(403, `${action.title}: you must be logged in`);
  if (method !== 'POST') return confirmation(request, action);
  assertOwnForm(request);
  const form = await readForm(request);
  if (!visitor.accepts(form.get('a') ?? '', action.token)) {
    return confirmation(request, action, {
      problem: 'The form was out of date, so nothing was done yet.',
      value: form.get('value') ?? undefined,
    });
  }
  const location = action.then(await visitor.one(action.call(form)));
  return new Response(null, { status: 303, headers: { location: `${request.prefix}/${location}` } });
}

function confirmation(
  { visitor, here }: PageRequest,
  action: Pick<Action<unknown>, 'title' | 'question' | 'button' | 'token'>,
  { problem, value }: { readonly problem?: string; readonly value?: string | undefined } = {},
): Shown {
  return {
    title: action.title,
    status: problem === undefined ? 200 : 409,
    body: html`${problem && html`<p class="message" role="alert">${problem}</p>`}
      <p>${action.question}</p>
      <form class="actions" method="post" action="${here}">
        <input type="hidden" name="a" value="${visitor.token(action.token)}" />
        ${value !== undefined && html`<input type="hidden" name="value" value="${value}" />`}
        <button type="submit">${action.button}</button>
      </form>`,
  };
}

const taskParams = { taskID: id('The task.') };

function taskAction<Result>(
  name: string,
  words: { readonly verb: string; readonly question: string },
  call: (task: number) => HubCall<Result>,
  then: (reply: Reply<Result>, task: number) => string,
): Page {
  return definePage({
    name,
    params: taskParams,
    async answer(request) {
      const { taskID } = request.params;
      const task = (await request.visitor.one(askTask(taskID, { request: true }))).value();
      if (task === null) throw new PageError(404, `There is no task ${taskID}`);
      return perform(request, {
        token: `${name} ${taskID}`,
        title: `${words.verb} task ${taskID}`,
        question: `${words.question} ${taskLabel(task)}`,
        button: words.verb,
        call: () => call(taskID),
        then: (reply) => then(reply, taskID),
      });
    },
  });
}

const back = (reply: Reply<Nothing>, taskID: number): string => {
  reply.value();
  return link('taskinfo', { taskID });
};

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
      call: (form) => hubCall('runPanelAction', { panel, action, id: subject, value: form.get('value') }),
      then(reply) {
        const page = reply.value();
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
    (task) => hubCall('cancelTask', { task_id: task }),
    back,
  ),
  taskAction(
    'resubmittask',
    { verb: 'Resubmit', question: 'Make a new task like this one?' },
    (task) => hubCall('resubmitTask', { taskID: task }),
    (reply) => link('taskinfo', { taskID: reply.value() }),
  ),
  panelActionPage,
];
