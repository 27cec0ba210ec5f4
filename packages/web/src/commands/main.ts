import { resolve } from 'node:path';
import {
  flag,
  packageVersion,
  runPlainProgram,
  stopSignal,
  text,
  textOr,
  UsageError,
  type OptionValues,
} from '@kojikit/command-line';
import { servePages, type RunningPages } from './serve-pages.js';

const options = {
  hub: text('--hub', { metavar: 'URL', help: 'the hub, such as https://koji.example.com/kojihub' }),
  listen: textOr('127.0.0.1:8081', '--listen', {
    metavar: 'HOST:PORT',
    help: 'where to listen (default: 127.0.0.1:8081)',
  }),
  serverCa: text('--server-ca', {
    metavar: 'FILE',
    help: "PEM file with the authorities of the hub's certificate",
  }),
  hubCert: text('--hub-cert', {
    metavar: 'FILE',
    help: 'PEM file with the certificate and key by which the hub knows the pages (its ProxyDNs)',
  }),
  cert: text('--cert', { metavar: 'FILE', help: 'serve HTTPS: PEM file with the certificate of the pages' }),
  key: text('--key', { metavar: 'FILE', help: 'PEM file with its key (default: the same file)' }),
  clientCa: text('--client-ca', {
    metavar: 'FILE',
    help: 'PEM file with the authorities of the certificates that visitors may log in with',
  }),
  userComponent: text('--user-component', {
    metavar: 'NAME',
    help: "part of a visitor's certificate that is the user name (default: CN)",
  }),
  siteName: text('--site-name', { metavar: 'NAME', help: 'in titles (default: Koji)' }),
  filesUrl: text('--files-url', {
    metavar: 'URL',
    help: "where the hub's files are served (default: /kojifiles beside the hub)",
  }),
  pluginPath: text('--plugin-path', {
    metavar: 'FOLDERS',
    help: 'folders with plugins of the hub, by colons, as its PluginPath: the pages of the API show what their reference.json says',
  }),
  https: flag('--https', 'visitors come by HTTPS, through a proxy in front'),
};
type Values = OptionValues<typeof options>;

/** `koji-web`: serves the pages until SIGINT or SIGTERM; a second signal ends it at once. Returns the exit code: 2 for a wrong command line. */
export function main(args: readonly string[]): Promise<number> {
  const program = {
    name: 'koji-web',
    version: packageVersion('@kojikit/web', import.meta.url),
    description: 'Serves the web pages beside a hub of Kojikit.',
    options,
    run: serveUntilStopped,
  };
  return runPlainProgram(program, args);
}

async function serveUntilStopped(values: Values): Promise<number> {
  const onError = (error: unknown) =>
    process.stderr.write(`koji-web: ${error instanceof Error ? error.stack : String(error)}\n`);
  const wanted = pagesOptions(values);
  const onWarning = (message: string) => process.stderr.write(`koji-web: ${message}\n`);
  let pages: RunningPages;
  try {
    pages = await servePages({ ...wanted, onWarning, onError });
  } catch (error) {
    process.stderr.write(`koji-web: ${(error as Error).message}\n`);
    return 1;
  }
  process.stdout.write(`koji-web answers at ${pages.url}\n`);
  await stopSignal();
  await pages.close();
  return 0;
}

function pagesOptions({
  hub,
  listen,
  serverCa,
  hubCert,
  siteName,
  filesUrl,
  pluginPath = '',
  https,
  userComponent,
  ...files
}: Values) {
  if (hub === undefined) throw new UsageError('--hub is missing: the URL of the hub');
  const address = /^(?:(?:\[([^\]]+)\]|([^:[\]]*)):)?(\d{1,5})$/.exec(listen);
  if (address === null || Number(address[3]) > 65_535)
    throw new UsageError(`--listen takes HOST:PORT, not '${listen}'`);
  return {
    hub: { url: hub, serverCa, cert: hubCert },
    tls: tlsFiles(files, hubCert),
    userComponent,
    host: address[1] ?? (address[2] || '127.0.0.1'),
    port: Number(address[3]),
    siteName,
    filesUrl,
    pluginFolders: pluginPath
      .split(':')
      .filter(Boolean)
      .map((folder) => resolve(folder)),
    https,
  };
}

function tlsFiles({ cert, key, clientCa }: Pick<Values, 'cert' | 'key' | 'clientCa'>, hubCert?: string) {
  if (cert === undefined) {
    if (key !== undefined) throw new UsageError('--key needs --cert, the certificate of the pages');
    if (clientCa !== undefined)
      throw new UsageError('--client-ca needs --cert: certificates are shown over HTTPS only');
    return undefined;
  }
  if (clientCa !== undefined && hubCert === undefined)
    throw new UsageError(
      '--client-ca needs --hub-cert: the hub has to believe the pages who their visitors are',
    );
  return { cert, key, clientCa };
}
