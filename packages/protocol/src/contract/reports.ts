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
  /** Builds and tasks that users own, or packages in tags; users without are counted as 0. */
  'reports.countByUser': {
    params: { what: 'builds' | 'packages' | 'tasks' } & CountedWindow;
    result: CountedList;
  };
  /** Tasks that hosts had, or RPMs that were built on them; of hosts with one of the arches alone. */
  'reports.countByHost': {
    params: {
      what: 'tasks' | 'rpms';
      host_arches?: string[] | null;
      rpm_arches?: string[] | null;
    } & CountedWindow;
    result: CountedList;
  };
  /** The `build` tasks that ended in the last days, by their targets. */
  'reports.countByTarget': { params: { days?: number | null } & CountedWindow; result: CountedList };
  /** Builds with a task that ended in the last days, by their states. */
  'reports.countByState': { params: { days?: number | null }; result: { state: number; count: number }[] };
  /** Builds that ended on each of the last days, imported ones too, by their states. */
  'reports.listBuildDays': { params: { days?: number }; result: BuildsOfDay[] };
  /** How long the tasks that ended in the last days waited and worked: by method, or of one method by day. */
  'reports.listTaskTimes': { params: { days?: number; method?: string | null }; result: TaskTimes[] };
  /** Which packages' builds, or which hosts' buildArch tasks, failed most in the last days. */
  'reports.listFailures': {
    params: {
      by: 'package' | 'host';
      days?: number;
      order?: Ordered<'name' | 'failed' | 'share' | 'count'>;
      limit?: number;
    };
    result: FailureShare[];
  };
  /** The channels by name with their hosts; of hosts with the arch alone. */
  'reports.listChannelHealth': { params: { arch?: string | null }; result: ChannelHealth[] };
}
