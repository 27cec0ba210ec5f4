/**
 * The options that `[hub]` has in Koji 1.35, and those that older versions had. All are known here: by the same name, or
 * as leftovers.
 */
export const KOJI_HUB_OPTIONS: readonly string[] = [
  ...words('DBName DBUser DBHost DBhost DBPort DBPass DBConnectionString KojiDir'),
  ...words('AuthPrincipal AuthKeytab ProxyPrincipals HostPrincipalFormat AllowedKrbRealms'),
  ...words('DisableURLSessions DisableGSSAPIProxyDNFallback DNUsernameComponent ProxyDNs CheckClientIP'),
  ...words('LoginCreatesUser AllowProxyAuthType SessionRenewalTimeout'),
  ...words('KojiWebURL EmailDomain NotifyOnSuccess DisableNotifications'),
  ...words('Plugins PluginPath KojiDebug KojiTraceback VerbosePolicy LogLevel LogFormat MissingPolicyOk'),
  ...words('EnableMaven EnableWin EnableImageMigration EnableFunctionDebug'),
  ...words('RLIMIT_AS RLIMIT_CORE RLIMIT_CPU RLIMIT_DATA RLIMIT_FSIZE RLIMIT_MEMLOCK RLIMIT_NOFILE'),
  ...words('RLIMIT_NPROC RLIMIT_OFILE RLIMIT_RSS RLIMIT_STACK MemoryWarnThreshold MaxRequestLength'),
  ...words('LockOut ServerOffline OfflineMessage MaxNameLengthInternal RegexNameInternal RegexUserName'),
  ...words('RPMDefaultChecksums MaxJobs CapacityOvercommit ReadyTimeout AssignTimeout SoftRefusalTimeout'),
  ...words('HostTimeout RunInterval MaxRepoTasks MaxRepoTasksMaven RepoRetries RequestCleanTime'),
  ...words('AllowNewRepo RepoLag RepoAutoLag RepoLagWindow RepoQueueUser DebuginfoTags SourceTags'),
  ...words('SeparateSourceTags'),
];

function words(text: string): string[] {
  return text.split(' ');
}
