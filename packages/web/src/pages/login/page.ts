import { hubCall } from '@kojikit/protocol';
import type { HubSession } from '../../hub/connection.js';
import { definePage, type PageRequest } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { text } from '../../http/params.js';
import { assertOwnForm, ownPage, readForm } from '../../http/form.js';
import { clearedCookie, sessionCookie } from '../../http/session-cookie.js';
import type { Shown } from '../../layout/layout.js';
import { loginView } from './view.js';

const params = { page: text('', 'The page to come back to.') };

/** Logging in, with a name and password or with the certificate of the browser. */
export const loginPage = definePage({
  name: 'login',
  params,
  async answer(request) {
    const { page } = request.params;
    if (request.method !== 'POST') return { title: 'Log in', body: loginView({ page: ownPage(page) }) };
    assertOwnForm(request);
    const form = await readForm(request);
    const name = form.get('user') ?? '';
    const question =
      form.get('with') === 'certificate'
        ? hubCall('sslLogin')
        : hubCall('login', { user: name, password: form.get('password') ?? '' });
    const reply = await request.visitor.anonymously(question);
    if (reply.fault !== undefined) return refused(page, name, reply.fault);
    const ticket = reply.value();
    if (ticket === null) return refused(page, name, { code: 1, message: 'the hub has opened no session' });
    const session: HubSession = { id: ticket['session-id'], key: ticket['session-key'] };
    return goTo(
      request,
      ownPage(page),
      sessionCookie(request.prefix, session, request.url.protocol === 'https:'),
    );
  },
});

/** Logging out: the session ends, also for who has a copy of its cookie. */
export const logoutPage = definePage({
  name: 'logout',
  params,
  async answer(request) {
    if (request.method !== 'POST') {
      throw new PageError(405, 'Use the button “Log out” at the top: a mere link does not log out');
    }
    assertOwnForm(request);
    const form = await readForm(request);
    const user = await request.visitor.user();
    if (user !== undefined) {
      if (!request.visitor.accepts(form.get('a') ?? '', 'logout')) {
        throw new PageError(
          409,
          'This form is out of date: you are still logged in. Use the button at the top again.',
        );
      }
      (await request.visitor.one(hubCall('logout'))).value();
    }
    return goTo(request, ownPage(request.params.page), clearedCookie(request.prefix));
  },
});

const OFFLINE = 1014;

function refused(
  page: string,
  name: string,
  fault: { readonly code: number; readonly message: string },
): Shown {
  if (fault.code === OFFLINE) throw new PageError(503, fault.message);
  return {
    title: 'Log in',
    status: 403,
    body: loginView({ page: ownPage(page), name, problem: `Not logged in: ${fault.message}` }),
  };
}

function goTo({ prefix }: PageRequest, page: string, cookie: string): Response {
  const headers = { location: `${prefix}/${page}`, 'set-cookie': cookie, 'cache-control': 'no-store' };
  return new Response(null, { status: 303, headers });
}
