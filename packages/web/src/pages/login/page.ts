import { hubCall } from '@kojikit/protocol';
import type { HubSession } from '../../hub/connection.js';
import { Reply } from '../../hub/reply.js';
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
    const { visitor, prefix, url } = request;
    const page = ownPage(request.params.page);
    const proved = visitor.proof?.name;
    if (request.method !== 'POST') return { title: 'Log in', body: loginView({ page, proved }) };
    assertOwnForm(request);
    const form = await readForm(request);
    const name = form.get('user') ?? '';
    const refused = (problem: string): Shown => ({
      title: 'Log in',
      status: 403,
      body: loginView({ page, proved, name, problem: `Not logged in: ${problem}` }),
    });
    const byCertificate = form.get('with') === 'certificate';
    if (byCertificate && proved === undefined) return refused(NO_CERTIFICATE);
    const reply = byCertificate
      ? Reply.to(hubCall('sslLogin'), await visitor.proof!.logIn(visitor.signal))
      : await visitor.anonymously(hubCall('login', { user: name, password: form.get('password') ?? '' }));
    if (reply.fault?.code === OFFLINE) throw new PageError(503, reply.fault.message);
    if (reply.fault !== undefined) return refused(reply.fault.message);
    const ticket = reply.value();
    if (ticket === null) return refused('the hub has opened no session');
    const session: HubSession = { id: ticket['session-id'], key: ticket['session-key'] };
    return goTo(request, page, sessionCookie(prefix, session, url.protocol === 'https:'));
  },
});

const OFFLINE = 1014;
const NO_CERTIFICATE =
  'your browser has shown no certificate that this site accepts. Browsers ask which one to show when they connect: close all ' +
  'windows of this site and come again, or log in with your name and password.';

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

function goTo({ prefix }: PageRequest, page: string, cookie: string): Response {
  const headers = { location: `${prefix}/${page}`, 'set-cookie': cookie, 'cache-control': 'no-store' };
  return new Response(null, { status: 303, headers });
}
