import {
  flag,
  packageVersion,
  runPlainProgram,
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
  siteName: text('--site-name', { metavar: 'NAME', help: 'in titles (default: Koji)' }),
  filesUrl: text('--files-url', {
    metavar: 'URL',
    help: "where the hub's files are served (default: /kojifiles beside the hub)",
  }),
  https: flag('--https', 'visitors come by HTTPS, through a proxy in front'),
};
type Values = OptionValues<typeof options>;

/** `koji-web`: serves the pages until SIGINT or SIGTERM. Returns the exit code: 2 for a wrong command line. */
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
  let pages: RunningPages;
  try {
    pages = await servePages({ ...wanted, onError });
  } catch (error) {
    process.stderr.write(`koji-web: ${(error as Error).message}\n`);
    return 1;
  }
  process.stdout.write(`koji-web answers at ${pages.url}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await pages.close();
  return 0;
}

function pagesOptions({ hub, listen, serverCa, siteName, filesUrl, https }: Values) {
  if (hub === undefined) throw new UsageError('--hub is missing: the URL of the hub');
  const address = /^(?:(?:\[([^\]]+)\]|([^:[\]]*)):)?(\d{1,5})$/.exec(listen);
  if (address === null || Number(address[3]) > 65_535)
    throw new UsageError(`--listen takes HOST:PORT, not '${listen}'`);
  return {
    hub: { url: hub, serverCa },
    host: address[1] ?? (address[2] || '127.0.0.1'),
    port: Number(address[3]),
    siteName,
    filesUrl,
    https,
  };
}
