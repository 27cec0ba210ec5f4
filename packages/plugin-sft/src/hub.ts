import { defineHubPlugin } from '@kojikit/hub-core/plugin';
import { autoSave } from './hub/auto-save.js';
import { checkSpace, finishTree } from './hub/check-space.js';
import { failedTreeConfig, failedTreeSettings, type FailedTreeConfig } from './hub/config.js';
import { failedTreesJob } from './hub/failed-trees-job.js';
import { migrations } from './hub/migrations.js';
import { recordTree } from './hub/record-trees.js';
import { saveFailedTree } from './hub/save-failed-tree.js';
import { forgetEndedWish } from './hub/tree-wishes.js';
import { treePanel } from './hub/tree-panel.js';
import { treeMethods } from './hub/tree-methods.js';
import { wishMethods } from './hub/wish-methods.js';
import { wishPanel } from './hub/wish-panel.js';

/** The build roots of failed tasks, saved: the hub's part. */
export default defineHubPlugin<FailedTreeConfig>({
  name: 'save_failed_tree',
  aliases: ['sft'],
  config: failedTreeConfig,
  setup: ({ config, keep }) => keep(failedTreeSettings, config),
  methods: [saveFailedTree, ...treeMethods, ...wishMethods, checkSpace, finishTree],
  on: {
    async postTaskStateChange(ctx, change) {
      await recordTree(ctx, change);
      await autoSave(ctx, change);
      await forgetEndedWish(ctx, change);
    },
  },
  jobs: [failedTreesJob],
  migrations,
  panels: [treePanel, wishPanel],
});
