/** The API version that `getAPIVersion` answers. */
export const API_VERSION = 1;

/** The version of Koji whose behaviour we keep; `getKojiVersion` answers it. */
export const KOJI_VERSION = '1.35.3';

/** Where Koji keeps its files unless configured otherwise. */
export const DEFAULT_TOPDIR = '/mnt/koji';

/** Priority of a task that nobody gave another; lower runs first. */
export const DEFAULT_PRIORITY = 20;
