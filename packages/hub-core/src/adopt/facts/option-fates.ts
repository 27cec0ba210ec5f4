/** What becomes of an option of a file of Koji's. */
export interface Fate {
  /** What takes its place, such as `RepoLifetime in hub.conf`; undefined: nothing, and `why` says why. */
  readonly here?: string;
  /** What is different, or why it is not needed. */
  readonly why?: string;
  /** Whether the site has to do something about it. Default: false. */
  readonly step?: boolean;
}

/** The fates of all options of a file, by their names in lower case. */
export type Fates = Readonly<Record<string, Fate>>;

const PART_OF_HUB: Fate = { why: 'the work of kojira is done inside of the hub, which logs in nowhere' };
const inHub = (option: string, why?: string): Fate => ({ here: `${option} in hub.conf`, why, step: true });

/** `[kojira]` of kojira.conf. */
export const KOJIRA_OPTIONS: Fates = {
  ...same(
    PART_OF_HUB,
    'server user password principal keytab ccache cert serverca no_ssl_verify krb_rdns krb_canon_host',
  ),
  ...same(
    PART_OF_HUB,
    'krb_server_realm krbservice retry_interval max_retries offline_retry offline_retry_interval',
  ),
  topdir: { here: 'KojiDir in hub.conf' },
  logfile: { why: "the hub's log has it" },
  verbose: { here: 'LogLevel in hub.conf' },
  debug: { here: 'LogLevel in hub.conf' },
  repo_lifetime: inHub('RepoLifetime'),
  dist_repo_lifetime: inHub('DistRepoLifetime'),
  expired_repo_lifetime: inHub('ExpiredRepoLifetime'),
  deleted_repo_lifetime: inHub('ExpiredRepoLifetime', 'the older name of expired_repo_lifetime'),
  init_timeout: inHub('RepoInitTimeout'),
  debuginfo_tags: inHub('DebuginfoTags', 'Koji 1.35 reads it there, too'),
  source_tags: inHub('SourceTags', 'Koji 1.35 reads it there, too'),
  separate_source_tags: inHub('SeparateSourceTags', 'Koji 1.35 reads it there, too'),
  max_repo_tasks: inHub('MaxRepoTasks', 'Koji 1.35 reads it there, too'),
  max_repo_tasks_maven: inHub('MaxRepoTasksMaven', 'Koji 1.35 reads it there, too'),
  repo_tasks_limit: { why: 'MaxRepoTasks alone counts, as with Koji 1.35' },
  ignore_tags: {
    why: 'repos are made by themselves for tags with repo.auto in their extra alone, as with Koji 1.35',
  },
  check_external_repos: { why: 'external repos of automatic repos are always looked at' },
  ignore_stray_repos: { why: 'folders that the database does not know are left alone' },
  ignore_other_volumes: { why: 'a dist repo on another volume goes with its link' },
  no_repo_effective_age: { why: 'Koji 1.35 has no use for it either' },
  ...same(
    { why: 'the hub looks in intervals of its own' },
    'sleeptime recheck_period reference_recheck_period',
  ),
  max_delete_processes: { why: 'trees are deleted one after another' },
  queue_file: { here: 'the page reporequests' },
  with_src: { why: 'Koji has not had it for long' },
  ...same({ why: 'Koji has not had it for long' }, 'prune_batch_size delete_batch_size auto_lag'),
};

const PAGES_IN_HUB: Fate = { why: 'the pages are part of the hub and need no login of their own' };
const pages = (option: string, why?: string): Fate => ({
  here: `${option} in plugins/web.conf`,
  why,
  step: true,
});

/** `[web]` of kojiweb's web.conf. */
export const WEB_OPTIONS: Fates = {
  sitename: pages('SiteName'),
  kojigreeting: pages('KojiGreeting'),
  kojitheme: pages(
    'KojiTheme',
    'a folder by its path, with theme.css and the extra-*.html files of the theme',
  ),
  kojifilesurl: pages('KojiFilesURL'),
  logindisabled: pages('LoginDisabled'),
  kojihuburl: { why: 'the pages are part of the hub; beside it, koji-web --hub URL' },
  literalfooter: { why: 'the footer of a theme is always HTML' },
  ...same(
    PAGES_IN_HUB,
    'webprincipal webkeytab webccache krbservice krbrdns krbcanonhost krbserverrealm webauthtype',
  ),
  ...same(PAGES_IN_HUB, 'webcert kojihubca clientca secret pythondebug libpath'),
  logintimeout: {
    here: 'SessionRenewalTimeout in hub.conf',
    why: 'in minutes; a login is a session of the hub',
  },
  loglevel: { here: 'LogLevel in hub.conf' },
  logformat: { why: "logs are lines of JSON with Koji's fields" },
  ...same(
    { why: 'task methods are shown as they are, also those of plugins' },
    'tasks topleveltasks parenttasks',
  ),
  mbs_web_url: { why: 'no links to the module build service' },
  ...same(
    { why: 'Limit…= in the unit of systemd' },
    'rlimit_as rlimit_core rlimit_cpu rlimit_data rlimit_fsize rlimit_memlock rlimit_nofile rlimit_nproc rlimit_ofile rlimit_rss rlimit_stack',
  ),
};

function same(fate: Fate, names: string): Record<string, Fate> {
  return Object.fromEntries(names.split(' ').map((name) => [name, fate]));
}
