import { defineHubPlugin } from '@kojikit/hub-core/plugin';

/** Holds the place of Koji's plugin save_failed_tree, so that a hub.conf that names it works. It adds nothing yet. */
export default defineHubPlugin({ name: 'save_failed_tree', aliases: ['sft'] });
