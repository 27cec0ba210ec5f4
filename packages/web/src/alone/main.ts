import { parseArgs } from 'node:util';
import { servePages } from './serve-pages.js';

const USAGE = `koji-web --hub URL [--listen HOST:PORT] [--server-ca FILE] [--site-name NAME] [--https]
Serves the web pages beside a hub of Kojikit.

  --hub URL            the hub, such as https://koji.example.com/kojihub
  --listen HOST:PORT   where to listen; default 127.0.0.1:8081
  --server-ca FILE     PEM file with the authorities of the hub's certificate
  --site-name NAME     in titles; default Koji
  --https              visitors come by HTTPS, through a proxy in front
`;

/** `koji-web`: serves the pages until SIGINT or SIGTERM. Answers the exit code: 2 for a wrong command line. */
export async function main(args: readonly string[]): Promise<number> {
  let options;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`koji-web: ${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (options === undefined) {
    process.stdout.write(USAGE);
    return 0;
  }
  const onError = (error: unknown) =>
    process.stderr.write(`koji-web: ${error instanceof Error ? error.stack : String(error)}\n`);
  let pages;
  try {
    pages = await servePages({ ...options, onError });
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

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      hub: { type: 'string' },
      listen: { type: 'string', default: '127.0.0.1:8081' },
      'server-ca': { type: 'string' },
      'site-name': { type: 'string' },
      https: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  if (values.hub === undefined) throw new Error('--hub is missing: the URL of the hub');
  const listen = /^(?:(?:\[([^\]]+)\]|([^:[\]]*)):)?(\d{1,5})$/.exec(values.listen);
  if (listen === null || Number(listen[3]) > 65_535)
    throw new Error(`--listen takes HOST:PORT, not '${values.listen}'`);
  return {
    hub: { url: values.hub, serverCa: values['server-ca'] },
    host: listen[1] ?? (listen[2] || '127.0.0.1'),
    port: Number(listen[3]),
    siteName: values['site-name'],
    https: values.https,
  };
}
