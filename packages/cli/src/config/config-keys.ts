import type { Settings } from './settings.js';

interface KeyWords {
  readonly doc: string;
  /** What a number counts. */
  readonly unit?: string;
  /** A value that makes sense, where there is no default. */
  readonly example?: string;
}

interface ConfigKey extends KeyWords {
  readonly name: keyof Settings;
  readonly kind: 'text' | 'integer' | 'boolean';
  readonly initial?: string | number | boolean;
}

type Name = keyof Settings;

const text = (name: Name, words: KeyWords, initial?: string): ConfigKey => ({
  ...words,
  name,
  kind: 'text',
  initial,
});
const integer = (name: Name, words: KeyWords, initial?: number): ConfigKey => ({
  ...words,
  name,
  kind: 'integer',
  initial,
});
const boolean = (name: Name, words: KeyWords, initial: boolean): ConfigKey => ({
  ...words,
  name,
  kind: 'boolean',
  initial,
});

/** The keys of `koji.conf` with their defaults; other keys of a profile are passed over. */
export const CONFIG_KEYS: Readonly<Record<string, ConfigKey>> = {
  server: text('server', { doc: 'URL of the hub.' }, 'http://localhost/kojihub'),
  weburl: text('weburl', { doc: 'URL of the web pages.' }, 'http://localhost/koji'),
  topurl: text('topurl', {
    doc: "URL of the hub's files, for downloads.",
    example: 'https://koji.example.com/kojifiles',
  }),
  pkgurl: text('pkgurl', {
    doc: 'Obsolete spelling of `topurl`, with `/packages` at its end.',
    example: 'https://koji.example.com/packages',
  }),
  topdir: text('topdir', { doc: "Folder of the hub's files where it is mounted." }, '/mnt/koji'),
  max_retries: integer('maxRetries', { doc: 'Tries of a call before it fails.', unit: 'tries' }, 30),
  retry_interval: integer('retryInterval', { doc: 'Longest pause between two tries.', unit: 'seconds' }, 20),
  anon_retry: boolean('anonRetry', { doc: 'Try calls without a login again, too.' }, false),
  offline_retry: boolean('offlineRetry', { doc: 'Wait for a hub that says it is offline.' }, false),
  offline_retry_interval: integer(
    'offlineRetryInterval',
    { doc: 'Pause between two tries while the hub is offline.', unit: 'seconds' },
    20,
  ),
  timeout: integer(
    'timeout',
    { doc: 'Time without a byte from the hub after which a call fails.', unit: 'seconds' },
    60 * 60 * 12,
  ),
  auth_timeout: integer('authTimeout', { doc: 'Longest time of a login.', unit: 'seconds' }, 60),
  use_fast_upload: boolean('useFastUpload', { doc: 'Upload in the quick way.' }, true),
  upload_blocksize: integer(
    'uploadBlocksize',
    { doc: 'Size of a piece of an upload.', unit: 'bytes' },
    1048576,
  ),
  poll_interval: integer(
    'pollInterval',
    { doc: 'Pause between two looks at a task that is watched.', unit: 'seconds' },
    6,
  ),
  principal: text('principal', { doc: 'Kerberos principal.', example: 'koji/ci@EXAMPLE.COM' }),
  keytab: text('keytab', { doc: 'Kerberos keytab.', example: '~/koji.keytab' }),
  cert: text('cert', {
    doc: 'PEM file with the client certificate and its key.',
    example: '~/.koji/client.crt',
  }),
  serverca: text('serverca', {
    doc: "PEM file with the authorities of the hub's certificate; left out: the system's.",
    example: '~/.koji/ca.crt',
  }),
  no_ssl_verify: boolean(
    'noSslVerify',
    { doc: 'Take any certificate from the hub: nothing then tells the hub from somebody else.' },
    false,
  ),
  authtype: text('authtype', {
    doc: 'How to log in: `noauth`, `ssl`, `password` or `kerberos`; left out: by what there is.',
    example: 'ssl',
  }),
  // Ours: Koji takes these two from the command line alone, where every user of the machine can read them.
  user: text('user', { doc: 'User of a login by password.', example: 'jdoe' }),
  password: text('password', { doc: 'Password. Keep the file readable by you alone.', example: 'secret' }),
  debug: boolean('debug', { doc: 'Show what goes on.' }, false),
  debug_xmlrpc: boolean('debugXmlrpc', { doc: 'Show calls and answers.' }, false),
  pyver: integer('pyver', { doc: "Python version of Koji's own client; of no meaning here.", example: '3' }),
  plugin_paths: text('pluginPaths', {
    doc: 'Further folders with plugins, by colons.',
    example: '~/koji-plugins',
  }),
  force_auth: boolean('forceAuth', { doc: 'Log in also where a command only reads.' }, false),
};
