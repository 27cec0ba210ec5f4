import { createHash } from 'node:crypto';
import { hubCall } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { optionalIdOrName } from '../../http/params.js';
import { feed } from './feed.js';

const HEADERS = {
  'content-type': 'text/xml; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/** The newest builds as RSS, of a user, of a package, or of a tag with what it inherits. */
export const recentbuildsPage = definePage({
  name: 'recentbuilds',
  params: {
    user: optionalIdOrName('Only builds of this user.'),
    tag: optionalIdOrName('Only builds in this tag, or that it inherits.'),
    package: optionalIdOrName('Only builds of this package.'),
  },
  async answer({ params, visitor, siteName, prefix, url, here, method, headers: sent }) {
    const { tag = null, user = null, package: named = null } = params;
    const found = (await visitor.one(hubCall('listRecentBuilds', { tag, user, package: named }))).value();
    const body = feed(found, { siteName, base: `${url.origin}${prefix}/`, here }).text;
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const headers = { ...HEADERS, etag };
    if (sent.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    const length = String(Buffer.byteLength(body));
    return new Response(method === 'HEAD' ? null : body, {
      headers: { ...headers, 'content-length': length },
    });
  },
});
