import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { HubConfig } from '../config/hub-config.js';
import { hubOptions } from '../config/hub-options.js';
import { CALLS } from './calls.js';

/** Says why a request is refused for the host name that it was sent to, or nothing. */
export type HostCheck = (request: IncomingMessage, place: string | undefined) => string | undefined;

type Options = Pick<HubConfig, 'HostNames' | 'KojiWebURL'>;

/* Load balancers ask for these under whatever name. */
const ANY_NAME = ['healthz', 'readyz'];

/**
 * Keeps pages of other sites from talking to the hub under a name of their own that they let lead to it (DNS rebinding): for
 * the browser, the hub is a part of that site then.
 *
 * With `HostNames`, whatever is sent to another name is refused. Without it the hub knows its name from `KojiWebURL` if that is
 * set, and refuses only what a browser sends to change something; not over TLS, where a foreign name has no certificate.
 * Addresses and `localhost` always hold: nobody else can let them lead here. So do names without a dot, unless `HostNames` is
 * set: they are no public names.
 */
export function hostCheck(options: Options, { tls }: { readonly tls: boolean }): HostCheck {
  const given = options.HostNames.toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const strict = given.length > 0;
  const web = webHost(options);
  if (!strict && (web === undefined || tls)) return () => undefined;
  const names = [
    ...given,
    ...(web === undefined ? [] : [web]),
    ...(strict ? [] : [hostname().toLowerCase()]),
  ];
  return (request, place) => {
    if (ANY_NAME.includes(place ?? '') || (!strict && !changes(request, place))) return undefined;
    const host = hostOf(request.headers.host);
    if (host === undefined || isSafe(host) || names.some((name) => matches(name, host))) return undefined;
    if (!strict && !host.includes('.')) return undefined;
    return `This hub is not known as ${host}. If it should be, its administrator adds the name to HostNames in hub.conf.`;
  };
}

/* The default of the option is no name of anything. */
function webHost({ KojiWebURL }: Options): string | undefined {
  if (KojiWebURL === hubOptions.KojiWebURL.default || !URL.canParse(KojiWebURL)) return undefined;
  return new URL(KojiWebURL).hostname.toLowerCase();
}

/* Programs send calls without an origin, browsers never do. */
function changes({ method, headers }: IncomingMessage, place: string | undefined): boolean {
  return method !== 'GET' && method !== 'HEAD' && (place !== CALLS || headers.origin !== undefined);
}

function hostOf(header: string | undefined): string | undefined {
  if (header === undefined || !URL.canParse(`http://${header}`)) return undefined;
  return new URL(`http://${header}`).hostname.replace(/\.$/, '');
}

function isSafe(host: string): boolean {
  return isIP(host.replace(/^\[|\]$/g, '')) !== 0 || host === 'localhost' || host.endsWith('.localhost');
}

function matches(name: string, host: string): boolean {
  return name.startsWith('*.') ? host.slice(host.indexOf('.')) === name.slice(1) : name === host;
}
