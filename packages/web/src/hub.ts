import { defineHubPlugin, type Route } from '@kojikit/hub-core/plugin';
import { createPages } from './pages.js';

const pages = createPages('/koji');

/** The web pages in the hub's own process, at `/koji`. */
export default defineHubPlugin({
  name: 'web',
  pages: [
    // Who types the hub's address alone means the pages.
    { path: '/', handler: () => new Response(null, { status: 302, headers: { location: '/koji' } }) },
    ...['/koji', '/koji/*'].map((path): Route => ({
      path,
      handler: (visit, hub) =>
        pages.answer(visit.request, {
          calls: (asks, session, signal) => hub.calls(asks, visit, session, signal),
          visitor: visit.remoteAddress,
          closing: hub.closing,
        }),
    })),
  ],
});
