import { defineHubPlugin } from '@kojikit/hub-core/plugin';
import { runroot } from './hub/runroot.js';
import { runrootPanel } from './hub/runroot-panel.js';

/** Commands in build roots: the hub's part, which makes the tasks. */
export default defineHubPlugin({
  name: 'runroot',
  aliases: ['runroot_hub'],
  methods: [runroot],
  panels: [runrootPanel],
  needs: { channels: ['runroot'], permissions: ['runroot'] },
});
