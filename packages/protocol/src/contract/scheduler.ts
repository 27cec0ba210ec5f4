import type {
  ChosenColumns,
  HostData,
  Listing,
  QueryClauses,
  QueryOptions,
  SchedulerLogMessage,
  TaskRefusal,
  TaskRun,
} from './shapes.js';

/** How the hub gives tasks to hosts. */
export interface SchedulerApi {
  /**
   * Runs the scheduler, if it is due or force. Returns whether it ran. It runs by itself all the time.
   *
   * `scheduler.doRun(force=false)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError. Emits postTaskStateChange, preTaskStateChange.
   */
  'scheduler.doRun': { params: { force?: boolean }; result: boolean };
  /**
   * What builders told the scheduler of themselves, of one or of all.
   *
   * `scheduler.getHostData(hostID=nil)`, for anyone.
   */
  'scheduler.getHostData': {
    params: { hostID?: number | null };
    result: { host_id: number; data: HostData | null }[];
  };
  /**
   * When the scheduler gave which task to which builder, by clauses such as ["task_id", 5].
   *
   * `scheduler.getTaskRuns(clauses=nil, fields=nil, opts=nil)`, for anyone. Throws ParameterError.
   */
  'scheduler.getTaskRuns': {
    params: { clauses?: QueryClauses | null; fields?: string[] | null; opts?: QueryOptions | null };
    result: Listing<Partial<TaskRun> & ChosenColumns>;
  };
  /**
   * Which builder refused which task, by clauses such as ["task_id", 5].
   *
   * `scheduler.getTaskRefusals(clauses=nil, fields=nil)`, for anyone. Throws ParameterError.
   */
  'scheduler.getTaskRefusals': {
    params: { clauses?: QueryClauses | null; fields?: string[] | null };
    result: Listing<TaskRefusal>;
  };
  /**
   * What the scheduler did and why, by clauses such as ["task_id", 5].
   *
   * `scheduler.getLogMessages(clauses=nil, fields=nil, opts=nil)`, for anyone. Throws ParameterError.
   */
  'scheduler.getLogMessages': {
    params: { clauses?: QueryClauses | null; fields?: string[] | null; opts?: QueryOptions | null };
    result: Listing<Partial<SchedulerLogMessage> & ChosenColumns>;
  };
}
