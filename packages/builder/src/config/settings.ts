import type { Amount } from './setting-kinds.js';
import type { ResourceLimit, ResourceName } from './resource-limit.js';
import {
  doubtLooseBoolean,
  readAmount,
  readBoolean,
  readChoice,
  readHubUrl,
  readInteger,
  readLogLevel,
  readLooseBoolean,
  readOwner,
  readText,
  readWords,
} from './setting-kinds.js';

/** How an option is read, and what it is when it is left out. */
export interface Setting<Value> {
  readonly read: (text: string) => Value;
  readonly initial: Value;
  /** Says what may not have been meant by a value that can be read. */
  readonly doubt?: (text: string) => string | undefined;
  /** Why the option has no effect. */
  readonly unused?: string;
}

const text = (initial: string): Setting<string> => ({ read: readText, initial });
const integer = (initial: number): Setting<number> => ({
  read: (given) => readInteger(given, initial),
  initial,
});
const flag = (initial: boolean): Setting<boolean> => ({ read: readBoolean, initial });
const words = (initial: readonly string[] = []): Setting<readonly string[]> => ({ read: readWords, initial });
const amount = (value: number, isPercent: boolean): Setting<Amount> => ({
  read: readAmount,
  initial: { value, isPercent },
});
const optionalText: Setting<string | undefined> = { read: readText, initial: undefined };
const optionalInteger: Setting<number | undefined> = {
  read: (given) => readInteger(given, 600),
  initial: undefined,
};
const unused = <Value>(unused: string, setting: Setting<Value>): Setting<Value> => ({ ...setting, unused });

const NO_BUILDS = 'this builder builds no images and no Maven packages';
const NO_KERBEROS = 'Kerberos logins are not supported';

const BACKENDS = ['auto', 'mock', 'sandbox'] as const;
const SANDBOX_ROOTS = ['auto', 'packages', 'host'] as const;

/**
 * Every option of the `[kojid]` section: Koji's own with Koji's defaults, then ours. Times are seconds, spaces MB.
 * Options that belong to what this builder does not do are read and checked, and are warned of. What each is for stands
 * in `SETTING_WORDS`.
 */
export const SETTINGS = {
  server: { read: readHubUrl, initial: undefined } as Setting<string | undefined>,
  user: optionalText,
  password: optionalText,
  cert: optionalText,
  serverca: optionalText,
  no_ssl_verify: flag(false),
  krb_principal: optionalText,
  host_principal_format: unused(NO_KERBEROS, text('compile/%s@EXAMPLE.COM')),
  keytab: optionalText,
  ccache: unused(NO_KERBEROS, text('/var/tmp/kojid.ccache')),

  topdir: text('/mnt/koji'),
  topurl: optionalText,
  workdir: text('/var/tmp/koji'),
  chroot_tmpdir: text('/chroot_tmpdir'),
  pluginpath: text('/usr/lib/koji-builder-plugins'),
  plugin: words(),
  plugins: words(),

  sleeptime: integer(15),
  maxjobs: integer(10),
  minspace: integer(8192),
  task_avail_delay: unused('the hub chooses the host of a task', integer(300)),
  literal_task_arches: words(),
  buildroot_basic_cleanup_delay: integer(120),
  buildroot_final_cleanup_delay: integer(86400),
  failed_buildroot_lifetime: integer(14400),

  retry_interval: integer(60),
  max_retries: integer(120),
  offline_retry: flag(true),
  offline_retry_interval: integer(120),
  timeout: optionalInteger,
  use_fast_upload: {
    ...flag(true),
    doubt: (given: string) => (readBoolean(given) ? undefined : 'is no, but cannot be switched off'),
  },

  admin_emails: unused('errors stand in the log', optionalText),
  log_level: { read: readLogLevel, initial: undefined } as Setting<string | undefined>,
  log_timestamps: flag(false),
  smtphost: text('example.com'),
  smtp_user: optionalText,
  smtp_pass: optionalText,
  from_addr: text('Koji Build System <buildsys@example.com>'),

  mockdir: text('/var/lib/mock'),
  mockuser: text('kojibuilder'),
  mockhost: text('koji-linux-gnu'),
  mock_bootstrap_image: { read: readLooseBoolean, initial: false as boolean, doubt: doubtLooseBoolean },
  packager: text('Koji'),
  vendor: text('Koji'),
  distribution: text('Koji'),
  yum_proxy: optionalText,
  rpmbuild_timeout: integer(86400),

  use_createrepo_c: flag(true),
  createrepo_skip_stat: flag(true),
  createrepo_update: flag(true),
  distrepo_skip_stat: flag(false),
  copy_old_repodata: flag(false),

  allowed_scms: text(''),
  allowed_scms_use_config: flag(true),
  allowed_scms_use_policy: flag(false),
  allow_password_in_scm_url: flag(false),
  scm_credentials_dir: unused('build roots see no credentials of the builder', optionalText),
  support_rpm_source_layout: flag(true),
  build_arch_can_fail: flag(false),
  maven_repo_ignore: unused(
    NO_BUILDS,
    text(
      '*.md5 *.sha1 maven-metadata*.xml _maven.repositories _remote.repositories resolver-status.properties *.lastUpdated',
    ),
  ),
  oz_install_timeout: unused(NO_BUILDS, integer(0)),
  xz_options: unused(NO_BUILDS, text('-z6T0')),
  allow_noverifyssl: unused(NO_BUILDS, flag(false)),
  pkgurl: unused('it is obsolete, topurl is enough', optionalText),

  max_upload: integer(32_768),
  canceled_buildroot_lifetime: integer(0),
  backend: { read: readChoice(...BACKENDS), initial: 'auto' as (typeof BACKENDS)[number] },
  sandbox_root: { read: readChoice(...SANDBOX_ROOTS), initial: 'auto' as (typeof SANDBOX_ROOTS)[number] },
  sandbox_network: flag(false),
  sandbox_build_user: { read: readOwner, initial: '1000:1000' } as Setting<string>,
  sandbox_max_processes: integer(10_000),
  sandbox_max_memory: amount(80, true),
  sandbox_max_disk: amount(80, true),
  sandbox_max_time: integer(86_400),
  maxload: integer(4),
  mock_config_dir: text('/etc/mock/koji'),
  mockpath: text('/usr/bin/mock'),
  mockgroup: text('mock'),
} satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;

/** All settings of a builder, by Koji's option names. */
export type Settings = { readonly [Name in SettingName]: (typeof SETTINGS)[Name]['initial'] };

/** What tasks and backends see: the settings, the resource limits, and the URLs of `topurl` one by one. */
export interface BuilderSettings extends Settings {
  /** `RLIMIT_*` options, by name in capitals. */
  readonly limits: Readonly<Partial<Record<ResourceName, ResourceLimit>>>;
  /** All URLs of `topurl`; `topurl` is the first. */
  readonly topurls: readonly string[];
}

/** The settings of an empty configuration file. */
export function defaultSettings(): BuilderSettings {
  const entries = Object.entries(SETTINGS).map(([name, setting]) => [name, setting.initial]);
  return { ...(Object.fromEntries(entries) as Settings), limits: {}, topurls: [] };
}
