import type { SettingName } from './settings.js';

/** What an option of kojid.conf is for, as the reference tells it. */
export interface SettingWords {
  readonly doc: string;
  /** What a number counts: `seconds`, `MB`. */
  readonly unit?: string;
  /** A value that makes sense; left out where the default is one. */
  readonly example?: string;
}

/** The words of every option, in the order of the reference. */
export const SETTING_WORDS: Readonly<Record<SettingName, SettingWords>> = {
  server: { doc: 'URL of the hub. Required.', example: 'https://koji.example.com/kojihub' },
  user: { doc: 'Name of the builder, for a login by password.', example: 'builder1.example.com' },
  password: { doc: 'Password of the builder.', example: 'secret' },
  cert: {
    doc: 'PEM file with the certificate and key of the builder; left out: `/etc/kojid/client.crt` where it exists.',
    example: '/etc/kojid/builder1.pem',
  },
  serverca: {
    doc: "PEM file with the authorities of the hub's certificate; left out: `/etc/kojid/serverca.crt` where it exists, else the system's.",
    example: '/etc/kojid/ca.pem',
  },
  no_ssl_verify: { doc: 'Take any certificate from the hub: nothing then tells the hub from somebody else.' },
  krb_principal: {
    doc: 'Kerberos logins are not supported: an error.',
    example: 'compile/builder1@EXAMPLE.COM',
  },
  host_principal_format: { doc: 'Kerberos principal of a builder; `%s` is its name.' },
  keytab: { doc: 'Kerberos logins are not supported: an error.', example: '/etc/kojid/kojid.keytab' },
  ccache: { doc: 'Where Kerberos tickets are kept.' },

  topdir: { doc: "The hub's folder of files; repo tasks need it mounted here." },
  topurl: {
    doc: "URLs of the hub's files, by white space; the first is the one that is read. Required.",
    example: 'https://koji.example.com/kojifiles',
  },
  workdir: { doc: 'Where tasks have their working folders.' },
  chroot_tmpdir: { doc: 'Folder inside of a build root where sources are checked out.' },
  pluginpath: { doc: 'Where else to look for plugins, by colons.' },
  plugin: { doc: 'Plugins to load, by white space.', example: 'runroot' },
  plugins: { doc: 'The same; those of both options are loaded.', example: 'runroot save_failed_tree' },

  sleeptime: {
    doc: 'Time between two looks at the hub for tasks. On our hub news come at once.',
    unit: 'seconds',
  },
  maxjobs: { doc: 'Most tasks at one time.', unit: 'tasks' },
  minspace: { doc: 'With less free space than this in `mockdir` no task is taken.', unit: 'MB' },
  task_avail_delay: { doc: 'How long a builder with a better load is waited for.', unit: 'seconds' },
  literal_task_arches: {
    doc: 'Arches, by white space, whose tasks go to a host of just this arch rather than of its family.',
    example: 'armv7hl',
  },
  buildroot_basic_cleanup_delay: {
    doc: 'Age at which the contents of a build root that is no longer in use are removed.',
    unit: 'seconds',
  },
  buildroot_final_cleanup_delay: {
    doc: 'Age at which the rest of it is removed. What the hub does not know stays.',
    unit: 'seconds',
  },
  failed_buildroot_lifetime: { doc: 'How long the root of a failed task is kept.', unit: 'seconds' },
  canceled_buildroot_lifetime: { doc: 'How long the root of a canceled task is kept.', unit: 'seconds' },

  retry_interval: { doc: 'Longest pause between two tries of a call.', unit: 'seconds' },
  max_retries: { doc: 'Tries of a call before it fails.', unit: 'tries' },
  offline_retry: { doc: 'Wait for a hub that says it is offline.' },
  offline_retry_interval: { doc: 'Pause between two tries while the hub is offline.', unit: 'seconds' },
  timeout: {
    doc: 'Time without a byte from the hub after which a call fails; left out: 12 hours.',
    unit: 'seconds',
    example: '600',
  },
  use_fast_upload: { doc: 'Upload in the quick way; it cannot be switched off.' },
  max_upload: {
    doc: 'Largest file that a task may upload, holes included; 0: no limit.',
    unit: 'MB',
  },

  admin_emails: { doc: 'Who gets mail about errors.', example: 'koji-admins@example.com' },
  log_level: {
    doc: 'What is logged: `DEBUG`, `INFO`, `WARNING`, `ERROR` or `CRITICAL`; left out: WARNING.',
    example: 'INFO',
  },
  log_timestamps: { doc: 'Write, beside each log of a build root, the times at which it grew.' },
  smtphost: { doc: 'Mail server, a port may follow: `mail.example.com:587`.' },
  smtp_user: { doc: 'Account at the mail server; the connection is encrypted then.', example: 'koji' },
  smtp_pass: { doc: 'Its password.', example: 'secret' },
  from_addr: { doc: 'Who mail is from.' },

  backend: {
    doc: 'Who makes build roots: `mock`, `sandbox`, or `auto`: mock where it is installed, else the sandbox.',
  },
  mockdir: { doc: 'Where build roots lie.' },
  mockuser: { doc: 'Who runs mock.' },
  mockgroup: { doc: 'The group that mock wants its users to be in.' },
  mockpath: { doc: 'The program mock.' },
  mock_config_dir: {
    doc: "Where mock's configuration files of build roots are written; mock reads them below its own folder.",
  },
  mockhost: { doc: 'The part of `%_host` behind the arch.' },
  mock_bootstrap_image: { doc: 'Take the image that a tag names to begin a root from, where mock makes it.' },
  packager: { doc: 'The macro `%packager` of builds.' },
  vendor: { doc: 'The macro `%vendor` of builds.' },
  distribution: { doc: 'The macro `%distribution` of builds.' },
  yum_proxy: {
    doc: 'Proxy through which packages of a build root are fetched.',
    example: 'http://proxy.example.com:3128',
  },
  rpmbuild_timeout: { doc: 'Longest time of rpmbuild; 0: no limit.', unit: 'seconds' },

  sandbox_root: {
    doc: "What a sandbox root holds: `packages` of the tag's repo, the `host`'s own files, or `auto`: packages where dnf is installed and the repo has some of the group, else the host's files.",
  },
  sandbox_network: { doc: "Lets a command that asks for it use the host's network; runroot asks." },
  sandbox_build_user: { doc: 'Ids of the unprivileged user of build commands, as `UID:GID`.' },
  sandbox_max_processes: {
    doc: 'Most processes and threads of a command at one time; 0: no limit.',
    unit: 'processes',
  },
  sandbox_max_memory: {
    doc: "Most memory of a command, or a part of the machine's; 0: no limit.",
    unit: 'MB or %',
  },
  sandbox_max_disk: {
    doc: 'Most disk space of a root, or a part of what is free when a command starts; 0: no limit.',
    unit: 'MB or %',
  },
  sandbox_max_time: { doc: 'Longest time of a command; 0: no limit.', unit: 'seconds' },
  maxload: {
    doc: 'Load average per processor above which no task is taken; Koji has 4. 0: any load.',
    unit: 'load',
  },

  use_createrepo_c: { doc: 'Make metadata with createrepo_c rather than createrepo.' },
  createrepo_skip_stat: { doc: 'Take what old metadata say of a package without a look at its file.' },
  createrepo_update: { doc: 'Take what is known from the last repo of the tag.' },
  distrepo_skip_stat: { doc: 'As `createrepo_skip_stat`, for dist repos.' },
  copy_old_repodata: { doc: 'Take the metadata of the last repo as they are when nothing has changed.' },

  allowed_scms: {
    doc: 'From where sources may be built: `HOST:PATH[:USE_COMMON[:COMMAND]]` by white space; `!` in front refuses. The first that fits decides.',
    example: 'git.example.com:/rpms/*:no:make,sources',
  },
  allowed_scms_use_config: { doc: 'Ask `allowed_scms`.' },
  allowed_scms_use_policy: { doc: "Ask the hub's policy `build_from_scm`." },
  allow_password_in_scm_url: { doc: 'Allow addresses of sources with a password in them.' },
  scm_credentials_dir: { doc: 'Credentials for sources.', example: '/etc/kojid/credentials' },
  support_rpm_source_layout: { doc: 'Find a spec file in `SPECS` with sources in `SOURCES`.' },
  build_arch_can_fail: {
    doc: 'Let the tasks of the other arches go on when one fails; the build fails all the same.',
  },

  maven_repo_ignore: { doc: 'What of a Maven repository is left out.' },
  oz_install_timeout: { doc: 'Longest time of an installation into an image.', unit: 'seconds' },
  xz_options: { doc: 'Options of xz for images.' },
  allow_noverifyssl: { doc: 'Allow images to be made without a check of certificates.' },
  pkgurl: { doc: 'URL of the packages.', example: 'https://koji.example.com/packages' },
};
