import { defineCliPlugin } from '@kojikit/cli/plugin';
import { failedTrees } from './cli/failed-trees.js';
import { saveFailedTree } from './cli/save-failed-tree.js';

/** The build roots of failed tasks, saved: the command line's part. */
export default defineCliPlugin({
  name: 'save_failed_tree',
  commands: { 'save-failed-tree': saveFailedTree, 'failed-trees': failedTrees },
});
