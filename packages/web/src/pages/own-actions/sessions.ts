import { AUTH_TYPES, hubCall, stateName } from '@kojikit/protocol';
import { html } from '../../html/html.js';
import { table } from '../../html/parts.js';
import { ago, moment } from '../../html/parts.js';
import { perform } from '../../http/action.js';
import { definePage, type Page } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { id, link, order, start } from '../../http/params.js';

const ORDERS = ['id', 'start_time', 'update_time', 'hostip', 'authtype'] as const;

const activesessionPage = definePage({
  name: 'activesession',
  params: { start, order: order('id', ORDERS) },
  async answer({ params, visitor }) {
    const user = await visitor.user();
    if (user === undefined) throw new PageError(403, 'Your sessions: you must be logged in');
    const asked = hubCall('getSessionInfo', { details: true, user_id: user.id });
    const own = hubCall('getSessionInfo', { details: true });
    const found = await visitor.all({ all: asked, own });
    const sessions = found.all.value() ?? [];
    const here = (found.own.optional() as { readonly id?: number } | undefined)?.id;
    return {
      title: 'Your sessions',
      body: html`<p class="lead">
          What is logged in as ${user.name}: browsers, command lines and builders. One that is not yours
          should be ended, and the password changed.
        </p>
        ${table(
          'Sessions',
          ['Session', 'From', 'Logged in by', 'Since', 'Last used', 'Actions'],
          sorted(sessions, params.order).map((session) => [
            html`${session.id}${session.id === here && ' (this one)'}`,
            session.hostip,
            stateName(AUTH_TYPES, session.authtype)?.toLowerCase(),
            moment(session.start_ts),
            ago(session.update_ts),
            html`<a href="${link('activesessiondelete', { sessionID: session.id })}">End it</a>`,
          ]),
        )}`,
    };
  },
});

interface Session {
  readonly id?: number;
  readonly hostip?: string;
  readonly authtype: number;
  readonly start_ts: number;
  readonly update_ts: number;
}

function sorted<Row extends Session>(sessions: readonly Row[], by: string): Row[] {
  const column = ORDERS.find((order) => by.replace(/^-/, '') === order) ?? 'id';
  const key = ({ id: number = 0, start_ts, update_ts, hostip = '', authtype }: Session) =>
    ({ id: number, start_time: start_ts, update_time: update_ts, hostip, authtype })[column];
  const inOrder = sessions.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return by.startsWith('-') ? inOrder.reverse() : inOrder;
}

const activesessiondeletePage = definePage({
  name: 'activesessiondelete',
  params: { sessionID: id('The session.') },
  answer: (request) =>
    perform(request, {
      token: `activesessiondelete ${request.params.sessionID}`,
      title: `End session ${request.params.sessionID}`,
      question: 'Whoever uses this session is logged out.',
      button: 'End the session',
      danger: true,
      async run() {
        const { sessionID } = request.params;
        (await request.visitor.one(hubCall('logout', { session_id: sessionID }))).value();
        return 'activesession';
      },
    }),
});

/** The sessions of the hub that one has. */
export const sessionPages: readonly Page[] = [activesessionPage, activesessiondeletePage];
