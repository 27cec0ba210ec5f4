import { html, type Content, type Html } from '../html/html.js';
import type { Shown } from '../layout/layout.js';
import { assertOwnForm, readForm } from './form.js';
import type { PageRequest } from './page.js';
import { PageError } from './page-error.js';

/** What the pages do for who is logged in: its address asks, its form does it. */
export interface Action {
  /** What the token is made for: `canceltask 7`. */
  readonly token: string;
  readonly title: string;
  /** What will happen, and what hangs on it. */
  readonly question: Content;
  /** The word on the button. */
  readonly button: string;
  /** Whether something is lost by it. Default: no. */
  readonly danger?: boolean;
  /** The entry of the menu that it belongs to. */
  readonly section?: string;
  /** What is asked instead, of a form that was sent and did nothing; undefined for the same as before. */
  readonly again?: (typed: URLSearchParams) => Pick<Action, 'title' | 'question' | 'button'> | undefined;
  /** The fields of the form. @param typed what was sent before, or stands in the address; ask it by {@link typedOr}. */
  readonly fields?: (typed: URLSearchParams) => Html;
  /**
   * Does it, and returns the address below the pages to go to. A PageError of a reply is shown above the form, with what
   * was typed.
   */
  readonly run: (form: URLSearchParams) => Promise<string>;
}

/** Does an action when its form was sent from here with a good token; asks before in every other case. */
export async function perform(request: PageRequest, action: Action): Promise<Shown | Response> {
  const { visitor, method, url } = request;
  if ((await visitor.user()) === undefined)
    throw new PageError(403, `${action.title}: you must be logged in`);
  if (method !== 'POST') return question(request, action, { typed: linked(url.searchParams) });
  assertOwnForm(request);
  const form = await readForm(request);
  if (!visitor.accepts(form.get('a') ?? '', action.token)) {
    const problem = 'The form was out of date, so nothing was done yet.';
    return question(request, action, { typed: form, problem, status: 409 });
  }
  try {
    const location = `${request.prefix}/${await action.run(form)}`;
    return new Response(null, { status: 303, headers: { location } });
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    return question(request, action, { typed: form, problem: error.message, status: refusalStatus(error) });
  }
}

/* What a hub says of a wish that it does not fulfil is no failure of it, unless it says so. */
function refusalStatus({ status, message }: PageError): number {
  return status === 502 && !message.startsWith('<class ') ? 409 : status;
}

/** A form with one button that asks an action's page to act at once: its token proves that it was sent from here. */
export function actionButton(
  address: string,
  label: string,
  token: string,
  { danger = false }: { readonly danger?: boolean } = {},
): Html | undefined {
  if (token === '') return undefined;
  return html`<form method="post" action="${address}">
    <input type="hidden" name="a" value="${token}" /><button type="submit" ${danger && html` class="danger"`}>
      ${label}
    </button>
  </form>`;
}

/** What was typed in a field, or what holds when the form is shown for the first time. */
export function typedOr(
  typed: URLSearchParams,
  name: string,
  initial: string | number | null | undefined,
): string {
  return typed.get(name) ?? String(initial ?? '');
}

/**
 * Whether a box was ticked. Browsers send nothing for a box that is not, so that a form which was sent is known by its
 * token. @param initial what holds when the form is shown for the first time.
 */
export function tickedOr(typed: URLSearchParams, name: string, initial: boolean): boolean {
  return typed.has('a') ? typed.has(name) : initial;
}

/* A link of Koji's pages to a form has the token `a` too, but none of its fields; only one that would have done it has them. */
function linked(query: URLSearchParams): URLSearchParams {
  const typed = new URLSearchParams(query);
  typed.delete('a');
  if (['save', 'add'].some((button) => typed.has(button))) typed.set('a', '');
  return typed;
}

interface Asked {
  readonly typed: URLSearchParams;
  readonly problem?: string;
  readonly status?: number;
}

function question(
  { visitor, here, method }: PageRequest,
  action: Action,
  { typed, problem, status = 200 }: Asked,
): Shown {
  const again = method === 'POST' ? action.again?.(typed) : undefined;
  const { title, question: asked, fields, button, danger = false, section } = { ...action, ...again };
  return {
    title,
    status,
    ...(section !== undefined && { section }),
    body: html`${problem && html`<p class="message" role="alert">${problem}</p>`}
      <p>${asked}</p>
      <form class="${fields ? 'edit' : 'actions'}" method="post" action="${here}">
        <input type="hidden" name="a" value="${visitor.token(action.token)}" />
        ${fields?.(typed)}
        <button type="submit" ${danger && html` class="danger"`}>${button}</button>
      </form>`,
  };
}
