import { hubCall, type Plain, type UserOverview } from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { idOrName, order, start, type ParamValues } from '../../http/params.js';

/** Rows of each list; one more is read, to know whether there are more. */
export const ROWS = 10;

/** The parameters of the page of a user. */
export const userinfoParams = {
  userID: idOrName('The user.'),
  packageOrder: order('package_name', ['package_name', 'package_id', 'tag_name', 'blocked']),
  packageStart: start,
  buildOrder: order('-completion_time', ['nvr', 'completion_time', 'state', 'build_id']),
  buildStart: start,
};

export type UserinfoQuery = ParamValues<typeof userinfoParams>;

export interface UserModel extends Plain<UserOverview> {
  readonly query: UserinfoQuery;
  readonly token: string;
}

/** A user with packages, builds, tasks, groups and permissions: one question. */
export async function readUser(visitor: Visitor, query: UserinfoQuery): Promise<UserModel> {
  const overview = (
    await visitor.one(
      hubCall('describeUser', {
        userID: query.userID,
        rows: ROWS + 1,
        package_order: query.packageOrder,
        package_start: query.packageStart,
        build_order: query.buildOrder,
        build_start: query.buildStart,
      }),
    )
  ).value();
  return { ...overview, query, token: visitor.token(`panel user ${overview.user.id}`) };
}
