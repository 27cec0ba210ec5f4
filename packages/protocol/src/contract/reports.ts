import type {
  BuildsOfDay,
  ChannelHealth,
  CountedList,
  CountedWindow,
  FailureShare,
  Ordered,
  TaskTimes,
} from './shapes.js';

/** Additions to Koji's API: what its reports count with a call for each row, counted by the database. */
export interface ReportsApi {
  /**
   * An addition to Koji's API. How many builds, tasks or packages in tags each user has, with rows, largest
   * count and sum of the whole list.
   *
   * `reports.countByUser(what, order="-count", offset=0, limit=50)`, for anyone. Throws ParameterError.
   */
  'reports.countByUser': {
    params: { what: 'builds' | 'packages' | 'tasks' } & CountedWindow;
    result: CountedList;
  };
  /**
   * An addition to Koji's API. How many tasks each host had, or RPMs were built on it, with rows, largest
   * count and sum of the whole list.
   *
   * `reports.countByHost(what, host_arches=nil, rpm_arches=nil, order="-count", offset=0, limit=50)`, for
   * anyone. Throws ParameterError.
   */
  'reports.countByHost': {
    params: {
      what: 'tasks' | 'rpms';
      host_arches?: string[] | null;
      rpm_arches?: string[] | null;
    } & CountedWindow;
    result: CountedList;
  };
  /**
   * An addition to Koji's API. How many build tasks ended for each target in the last days, or ever.
   *
   * `reports.countByTarget(days=nil, order="-count", offset=0, limit=50)`, for anyone. Throws
   * ParameterError.
   */
  'reports.countByTarget': { params: { days?: number | null } & CountedWindow; result: CountedList };
  /**
   * An addition to Koji's API. How many builds with a task were completed, failed and were canceled in the
   * last days, or ever.
   *
   * `reports.countByState(days=nil)`, for anyone. Throws ParameterError.
   */
  'reports.countByState': { params: { days?: number | null }; result: { state: number; count: number }[] };
  /**
   * An addition to Koji's API. How many builds came to which end on each of the last days (in UTC); a day
   * without has no row.
   *
   * `reports.listBuildDays(days=30)`, for anyone. Throws ParameterError.
   */
  'reports.listBuildDays': { params: { days?: number }; result: BuildsOfDay[] };
  /**
   * An addition to Koji's API. Median and 90th percentile of how long the tasks of the last days waited and
   * worked: by method, or of one by day.
   *
   * `reports.listTaskTimes(days=14, method=nil)`, for anyone. Throws ParameterError.
   */
  'reports.listTaskTimes': { params: { days?: number; method?: string | null }; result: TaskTimes[] };
  /**
   * An addition to Koji's API. Packages whose builds failed in the last days, or hosts whose buildArch tasks
   * did, with how many ended at all.
   *
   * `reports.listFailures(by, days=30, order="-failed", limit=50)`, for anyone. Throws ParameterError.
   */
  'reports.listFailures': {
    params: {
      by: 'package' | 'host';
      days?: number;
      order?: Ordered<'name' | 'failed' | 'share' | 'count'>;
      limit?: number;
    };
    result: FailureShare[];
  };
  /**
   * An addition to Koji's API. Every channel with the numbers, capacity and load of its hosts, or of those
   * with an arch.
   *
   * `reports.listChannelHealth(arch=nil)`, for anyone. Throws ParameterError.
   */
  'reports.listChannelHealth': { params: { arch?: string | null }; result: ChannelHealth[] };
}
