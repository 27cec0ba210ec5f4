import { isAbsolute } from 'node:path';
import { hubCall } from '@kojikit/protocol';
import { defineHubPlugin, stateKey, type Route } from '@kojikit/hub-core/plugin';
import type { Proof } from './hub/connection.js';
import { createPages, type Pages } from './pages.js';
import { pagesOptionsOf, webConfig } from './site/web-config.js';

const hubPages = stateKey<Pages>('web pages');

/** The web pages in the hub's own process, at `/koji`. */
export default defineHubPlugin({
  name: 'web',
  config: webConfig,
  setup({ config, hub, keep, log }) {
    const onError = (error: unknown) => log.error({ err: error }, 'a page failed');
    const onWarning = (message: string) => log.warn(message);
    const pluginFolders = hub.PluginPath.split(':').filter(isAbsolute);
    keep(hubPages, createPages('/koji', { ...pagesOptionsOf(config), pluginFolders, onWarning, onError }));
  },
  pages: [
    // Who types the hub's address alone means the pages.
    { path: '/', handler: () => new Response(null, { status: 302, headers: { location: '/koji' } }) },
    ...['/koji', '/koji/*'].map((path): Route => ({
      path,
      handler: (visit, hub) =>
        hub.state(hubPages).answer(visit.request, {
          calls: (asks, session, signal) => hub.calls(asks, visit, session, signal),
          hub,
          proof: proofOf(visit, hub),
          visitor: visit.remoteAddress,
          closing: hub.closing,
        }),
    })),
  ],
});

type Handler = Route['handler'];

/* The hub decides which part of a certificate is the name of its user. */
function proofOf(visit: Parameters<Handler>[0], hub: Parameters<Handler>[1]): Proof | undefined {
  const { remoteUser, clientCertificate } = visit;
  const name = remoteUser ?? clientCertificate?.components['CN'] ?? clientCertificate?.subject;
  if (name === undefined) return undefined;
  return {
    name,
    logIn: async (signal) => (await hub.calls([hubCall('sslLogin')], visit, undefined, signal))[0]!,
  };
}
