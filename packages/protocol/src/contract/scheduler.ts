import type {
  Listing,
  QueryClauses,
  QueryOptions,
  SchedulerLogMessage,
  Struct,
  TaskRefusal,
  TaskRun,
} from './shapes.js';

/** How the hub gives tasks to hosts. */
export interface SchedulerApi {
  'scheduler.doRun': { params: { force?: boolean }; result: boolean };
  'scheduler.getHostData': {
    params: { hostID?: number | null };
    result: { host_id: number; data: Struct | null }[];
  };
  'scheduler.getTaskRuns': {
    params: { clauses?: QueryClauses | null; fields?: string[] | null; opts?: QueryOptions | null };
    result: Listing<Partial<TaskRun> & Struct>;
  };
  'scheduler.getTaskRefusals': {
    params: { clauses?: QueryClauses | null; fields?: string[] | null };
    result: Listing<TaskRefusal>;
  };
  'scheduler.getLogMessages': {
    params: { clauses?: QueryClauses | null; fields?: string[] | null; opts?: QueryOptions | null };
    result: Listing<Partial<SchedulerLogMessage> & Struct>;
  };
}
