import { defineHubPlugin, stateKey, type Route } from '@kojikit/hub-core/plugin';
import { createPages, type Pages } from './pages.js';
import { pagesOptionsOf, webConfig } from './site/web-config.js';

const hubPages = stateKey<Pages>('web pages');

/** The web pages in the hub's own process, at `/koji`. */
export default defineHubPlugin({
  name: 'web',
  config: webConfig,
  setup({ config, keep, log }) {
    const onError = (error: unknown) => log.error({ err: error }, 'a page failed');
    keep(hubPages, createPages('/koji', { ...pagesOptionsOf(config), onError }));
  },
  pages: [
    // Who types the hub's address alone means the pages.
    { path: '/', handler: () => new Response(null, { status: 302, headers: { location: '/koji' } }) },
    ...['/koji', '/koji/*'].map((path): Route => ({
      path,
      handler: (visit, hub) =>
        hub.state(hubPages).answer(visit.request, {
          calls: (asks, session, signal) => hub.calls(asks, visit, session, signal),
          visitor: visit.remoteAddress,
          closing: hub.closing,
        }),
    })),
  ],
});
