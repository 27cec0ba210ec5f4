import { hubCall, type TaskFilter } from '@kojikit/protocol';

/** Which packages of the visitor are shown. */
export interface SummaryQuery {
  readonly packageStart: number;
  readonly packageOrder: string;
}

/** Rows of each list. */
export const NEWEST = 10;

/** The question for the newest tasks that are below no other. */
export const askNewest = (opts: TaskFilter) =>
  hubCall('listTasks', {
    opts: { ...opts, parent: null, decode: true },
    queryOpts: { limit: NEWEST, order: '-id' },
  });

/** The question for the newest builds. @param userID their owner; default: anybody's. */
export const askBuilds = ({ userID }: { readonly userID?: number }) =>
  hubCall('listBuilds', { userID, queryOpts: { limit: NEWEST, order: '-build_id' } });
