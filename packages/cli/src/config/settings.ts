/** Everything that holds for all commands: from the command line, else the configuration files, else the default. */
export interface Settings {
  /** Section of the configuration files. Default: the name under which the program was called. */
  profile: string;
  configFile?: string;
  /** URL of the hub. Default: `http://localhost/kojihub`. */
  server: string;
  /** URL of the web pages. Default: `http://localhost/koji`. */
  weburl: string;
  /** URL of the hub's files. */
  topurl?: string;
  /** Obsolete spelling of `topurl`, with `/packages` at its end. */
  pkgurl?: string;
  /** Folder of the hub's files. Default: `/mnt/koji`. */
  topdir: string;
  maxRetries: number;
  /** Seconds. */
  retryInterval: number;
  anonRetry: boolean;
  offlineRetry: boolean;
  /** Seconds. */
  offlineRetryInterval: number;
  /** Seconds a request may take. */
  timeout: number;
  /** Seconds a login may take. */
  authTimeout: number;
  useFastUpload: boolean;
  /** Bytes per upload request. */
  uploadBlocksize: number;
  /** Seconds between looks at a task. */
  pollInterval: number;
  principal?: string;
  keytab?: string;
  /** Client certificate with its key (PEM); empty when there is none. */
  cert: string;
  /** Certificates of the authorities that may sign the hub's (PEM); empty for the system's. */
  serverca: string;
  noSslVerify: boolean;
  authtype?: string;
  debug: boolean;
  debugXmlrpc: boolean;
  /** Python version of Koji's own client; of no meaning here. */
  pyver?: number;
  /** Folders with further plugin packages, separated by colons. */
  pluginPaths?: string;
  forceAuth: boolean;
  runas?: string;
  user?: string;
  password?: string;
  noauth: boolean;
  quiet: boolean;
}
