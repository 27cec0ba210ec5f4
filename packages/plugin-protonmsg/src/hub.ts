import { defineHubPlugin } from '@kojikit/hub-core/plugin';

/** Holds the place of Koji's message plugin, so that a hub.conf that names it works. It adds nothing yet. */
export default defineHubPlugin({ name: 'protonmsg' });
