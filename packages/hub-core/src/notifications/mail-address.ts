import type { Context } from '../ground/context.js';
import { pythonStr } from '../rpc/python-names.js';

/** Where mail to a user goes: the name at `EmailDomain`. Without that option the domain reads `None`, as with Koji. */
export function mailAddress(ctx: Context, userName: string): string {
  return `${userName}@${pythonStr(ctx.config.EmailDomain)}`;
}
