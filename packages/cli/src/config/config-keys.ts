import type { Settings } from './settings.js';

interface ConfigKey {
  name: keyof Settings;
  kind: 'text' | 'integer' | 'boolean';
  initial?: string | number | boolean;
}

const text = (name: keyof Settings, initial?: string): ConfigKey => ({ name, kind: 'text', initial });
const integer = (name: keyof Settings, initial?: number): ConfigKey => ({ name, kind: 'integer', initial });
const boolean = (name: keyof Settings, initial: boolean): ConfigKey => ({ name, kind: 'boolean', initial });

/** The keys of `koji.conf` with their defaults; other keys of a profile are passed over. */
export const CONFIG_KEYS: Readonly<Record<string, ConfigKey>> = {
  server: text('server', 'http://localhost/kojihub'),
  weburl: text('weburl', 'http://localhost/koji'),
  topurl: text('topurl'),
  pkgurl: text('pkgurl'),
  topdir: text('topdir', '/mnt/koji'),
  max_retries: integer('maxRetries', 30),
  retry_interval: integer('retryInterval', 20),
  anon_retry: boolean('anonRetry', false),
  offline_retry: boolean('offlineRetry', false),
  offline_retry_interval: integer('offlineRetryInterval', 20),
  timeout: integer('timeout', 60 * 60 * 12),
  auth_timeout: integer('authTimeout', 60),
  use_fast_upload: boolean('useFastUpload', true),
  upload_blocksize: integer('uploadBlocksize', 1048576),
  poll_interval: integer('pollInterval', 6),
  principal: text('principal'),
  keytab: text('keytab'),
  cert: text('cert'),
  serverca: text('serverca'),
  no_ssl_verify: boolean('noSslVerify', false),
  authtype: text('authtype'),
  // Ours: Koji takes these two from the command line alone, where every user of the machine can read them.
  user: text('user'),
  password: text('password'),
  debug: boolean('debug', false),
  debug_xmlrpc: boolean('debugXmlrpc', false),
  pyver: integer('pyver'),
  plugin_paths: text('pluginPaths'),
  force_auth: boolean('forceAuth', false),
};
