import type { Session } from '../ground/session.js';
import { quoted } from '../rpc/fault-text.js';

/** A session as text, to look at. The key is left out. */
export function showSession(session: Session): string {
  if (!session.loggedIn) {
    return `session: not logged in${session.message === undefined ? '' : ` (${session.message})`}`;
  }
  const { userId, userName, authType, hostAddress, master, callNumber, exclusive } = session;
  const shown = {
    user_id: userId,
    user_name: userName,
    authtype: authType,
    hostip: hostAddress,
    master,
    callnum: callNumber,
    exclusive,
  };
  return `session ${session.id}: ${quoted(shown)}`;
}
