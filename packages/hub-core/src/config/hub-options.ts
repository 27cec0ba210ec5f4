import { boolean, choice, integer, optionalInteger, optionalText, regex, text } from './option.js';

const rlimit = (what: string) =>
  optionalText(`Accepted and without effect: ${what} is set by the service manager.`, '1024');

/**
 * Every option of the `[hub]` section by the name that users type. Names are looked up without minding case, as
 * Koji's reader does.
 */
export const hubOptions = {
  // Database. Nothing given: SQLite in `koji.sqlite` in the folder `KojiDir` with `-hub` at its end.
  DBConnectionString: optionalText(
    '`sqlite:PATH`, a `postgresql://` URL or a libpq connection string.',
    'postgresql://koji@db.example.com/koji',
  ),
  DBName: optionalText('Name of the PostgreSQL database.', 'koji'),
  DBUser: optionalText('User of the PostgreSQL database.', 'koji'),
  DBHost: optionalText('Host or socket folder of the PostgreSQL database.', 'db.example.com'),
  DBhost: optionalText('Old spelling of DBHost.', 'db.example.com'),
  DBPort: optionalInteger('Port of the PostgreSQL database.', '5432'),
  DBPass: optionalText('Password of the PostgreSQL database.', 'secret'),
  DBPooler: boolean(
    false,
    'The database is reached through a pooler that gives each transaction another server connection, such as pgbouncer with `pool_mode = transaction`.',
  ),
  DBDirectConnection: optionalText(
    'The same PostgreSQL database past the pooler, in a form of DBConnectionString: for signals between hubs, backups and restores.',
    'postgresql://koji@db.example.com:5432/koji',
  ),
  KojiDir: text('/mnt/koji', 'The folder of packages, repos, scratch builds and work files.'),

  ServedFolders: text(
    'packages repos repos-dist scratch work vol',
    'The folders of KojiDir, by white space, that `/kojifiles` serves.',
  ),

  // Who may log in, and how.
  ProxyPrincipals: text(
    '',
    'Kerberos principals, by commas, that may log in other users.',
    'HTTP/web.example.com@EXAMPLE.COM',
  ),
  HostPrincipalFormat: optionalText(
    'How a builder name becomes its Kerberos principal; `%s` is the name.',
    'compile/%s@EXAMPLE.COM',
  ),
  AllowedKrbRealms: text('*', 'Kerberos realms, by commas, whose users may log in; `*` allows all.'),
  DisableURLSessions: boolean(false, 'Take sessions from headers only, no longer from the query string.'),
  DNUsernameComponent: text('CN', 'The part of a client certificate that holds the user name.'),
  ProxyDNs: text(
    '',
    'Certificate subjects, by `|`, that may log in other users.',
    'CN=web.example.com,O=Example',
  ),
  CheckClientIP: boolean(true, 'Bind a session to the address it was opened from.'),
  LoginCreatesUser: boolean(true, 'Make an account for an unknown user who proves a certificate or ticket.'),
  AllowProxyAuthType: boolean(false, 'Let a proxy say how its user was authenticated.'),
  LoginAttempts: integer(
    10,
    'attempts',
    'Wrong passwords that a user may give from one address at once, and five times as many from all addresses or for all users; 0 for any number.',
  ),
  LoginPause: integer(30, 'seconds', 'Seconds after which one more wrong password may be given.'),
  SharedSessions: boolean(
    true,
    'Keep session keys in PostgreSQL as Koji does, so that its own hub on the database knows them; off keeps digests.',
  ),
  SessionRenewalTimeout: integer(1440, 'minutes', 'Minutes until a session must log in again; 0 for never.'),

  // Links and mail.
  KojiWebURL: text('http://localhost.localdomain/koji', 'Address of the web pages, for links in mails.'),
  EmailDomain: optionalText('Domain of mail addresses that are built from user names.', 'example.com'),
  NotifyOnSuccess: boolean(true, 'Also send mail about builds that went well.'),
  DisableNotifications: boolean(false, 'Make no mail tasks at all.'),

  // Plugins, policies, logs.
  Plugins: text('', 'Plugins to load, by white space.', 'runroot sidetag save_failed_tree'),
  PluginPath: text('/usr/lib/koji-hub-plugins', 'Where else to look for plugins, by colons.'),
  MissingPolicyOk: boolean(true, 'Allow what a policy without rules would decide.'),
  VerbosePolicy: boolean(false, 'Name the deciding rule when a policy refuses.'),
  KojiDebug: boolean(false, 'Log everything and answer faults with their stack.'),
  KojiTraceback: choice(['normal', 'extended'], 'How much of a stack a fault of the hub itself shows.'),
  LogLevel: text('WARNING', '`DEBUG INFO WARNING ERROR CRITICAL`, or `logger:LEVEL` pairs by white space.'),
  LogFormat: text(
    '%(asctime)s [%(levelname)s] m=%(method)s u=%(user_name)s p=%(process)s r=%(remoteaddr)s %(name)s: %(message)s',
    "Accepted and without effect: logs are JSON lines with Koji's fields.",
  ),

  // What is served.
  EnableMaven: boolean(false, 'Offer Maven builds.'),
  EnableWin: boolean(false, 'Offer Windows builds.'),
  MaxRequestLength: integer(4194304, 'bytes', 'Bytes a call may have; uploads are not counted.'),
  MemoryWarnThreshold: integer(
    5000,
    'kilobytes',
    'Kilobytes that a request may grow the process by before it is logged.',
  ),
  LockOut: boolean(false, 'Serve admins only.'),
  ServerOffline: boolean(false, 'Refuse every call.'),
  OfflineMessage: optionalText('What callers are told while the server is offline.', 'Back at 14:00 UTC.'),
  MaxNameLengthInternal: integer(256, 'characters', 'Longest name of tags, users and the like; 0 for any.'),
  RegexNameInternal: regex('^[A-Za-z0-9/_.+-]+$', 'What names of tags, channels and the like must match.'),
  RegexUserName: regex('^[A-Za-z0-9/_.@-]+$', 'What user names and Kerberos principals must match.'),
  RPMDefaultChecksums: text('md5 sha256', 'Checksums made when an RPM is imported, by white space.'),

  // Scheduler; times in seconds.
  MaxJobs: integer(15, 'tasks', 'Most tasks that one builder gets.'),
  CapacityOvercommit: integer(5, 'weight of tasks', 'How far the load of a builder may exceed its capacity.'),
  ReadyTimeout: integer(180, 'seconds', 'A builder that did not check in this long gets no tasks.'),
  AssignTimeout: integer(300, 'seconds', 'A builder that leaves a task alone this long loses it.'),
  SoftRefusalTimeout: integer(900, 'seconds', 'How long a soft refusal of a task holds.'),
  HostTimeout: integer(900, 'seconds', 'The tasks of a builder that is silent this long are freed.'),
  RunInterval: integer(60, 'seconds', 'Seconds between two runs of the scheduler when nothing happens.'),

  // Repos.
  MaxRepoTasks: integer(10, 'tasks', 'Most newRepo tasks at one time.'),
  MaxRepoTasksMaven: integer(2, 'tasks', 'Most newRepo tasks for Maven tags at one time.'),
  RepoRetries: integer(3, 'tries', 'How often a failed repo request is tried again.'),
  RequestCleanTime: integer(1440, 'minutes', 'Minutes after which old repo requests are removed.'),
  AllowNewRepo: boolean(true, 'Allow the newRepo call.'),
  RepoLag: integer(
    3600,
    'seconds',
    'Seconds by which a repo may be behind its tag for a request without an event.',
  ),
  RepoAutoLag: integer(7200, 'seconds', 'Seconds after a change before an automatic repo is regenerated.'),
  RepoLagWindow: integer(600, 'seconds', 'Seconds to which automatic repo requests are rounded.'),
  RepoQueueUser: text('kojira', 'The user who owns the tasks of the repo queue.'),
  DebuginfoTags: text(
    '',
    'Patterns, by white space, of tags whose repos hold debuginfo.',
    'f40-build f4?-debug',
  ),
  SourceTags: text('', 'Patterns of tags whose repos hold source packages.', '*-sources'),
  SeparateSourceTags: text(
    '',
    'Patterns of tags whose repos hold sources in a repo of their own.',
    '*-release',
  ),

  // Limits of the process.
  RLIMIT_AS: rlimit('address space'),
  RLIMIT_CORE: rlimit('the size of core files'),
  RLIMIT_CPU: rlimit('processor time'),
  RLIMIT_DATA: rlimit('the data segment'),
  RLIMIT_FSIZE: rlimit('the size of files'),
  RLIMIT_MEMLOCK: rlimit('locked memory'),
  RLIMIT_NOFILE: rlimit('the number of open files'),
  RLIMIT_NPROC: rlimit('the number of processes'),
  RLIMIT_OFILE: rlimit('the number of open files'),
  RLIMIT_RSS: rlimit('resident memory'),
  RLIMIT_STACK: rlimit('the stack'),

  // Ours.
  Listen: text('127.0.0.1:8080', 'HOST:PORT to serve on.'),
  Workers: integer(1, 'processes', 'Processes that share the port; more than one needs PostgreSQL.'),
  DrainTime: integer(
    0,
    'seconds',
    'How long a hub that is told to end goes on answering, while `/readyz` says so: longer than balancers take to look.',
  ),
  SSLCert: optionalText("PEM file with the server's certificate; serves HTTPS.", '/etc/koji-hub/hub.pem'),
  SSLKey: optionalText(
    "PEM file with the certificate's key; left out: in the SSLCert file.",
    '/etc/koji-hub/hub.key',
  ),
  SSLClientCA: optionalText(
    'PEM file with the authorities whose client certificates may log in.',
    '/etc/koji-hub/ca.pem',
  ),
  TrustedProxies: text(
    '',
    'Addresses or networks, by white space, whose forwarding headers are believed.',
    '127.0.0.1 10.0.0.0/8',
  ),
  HostNames: text(
    '',
    'The only host names, by white space, under which the hub may be asked; left out: browsers may change nothing under a name that is not that of KojiWebURL.',
    'koji.example.com',
  ),
  MetricsAllowed: text(
    '',
    'Addresses or networks, by white space, that may read `/metrics`; left out: all.',
    '127.0.0.1 10.1.2.3',
  ),
  KeptAnswers: integer(
    64,
    'megabytes',
    'Answers that each worker keeps on PostgreSQL, to send them again while nothing of them has changed; 0 for none.',
  ),
  Housekeeping: boolean(true, 'Do the work of kojira and of the cron jobs here; off leaves it to them.'),
  RepoLifetime: integer(
    604_800,
    'seconds',
    'Seconds that a repo which is out of date stays ready; kojira: repo_lifetime.',
  ),
  DistRepoLifetime: integer(604_800, 'seconds', 'The same for dist repos; kojira: dist_repo_lifetime.'),
  ExpiredRepoLifetime: integer(
    604_800,
    'seconds',
    'Seconds that an expired or broken repo stays on disk; kojira: expired_repo_lifetime.',
  ),
  RepoInitTimeout: integer(7200, 'seconds', 'Seconds that making a repo may take; kojira: init_timeout.'),
} as const;

/** The name of an option of hub.conf. */
export type HubOptionName = keyof typeof hubOptions;
