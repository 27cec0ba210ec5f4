import { defineBuilderPlugin } from '@kojikit/builder/plugin';
import { savingConfig, type SavingConfig } from './builder/config.js';
import { saveFailedTreeTask } from './builder/save-failed-tree-task.js';

/** The build roots of failed tasks, saved: the builder's part. */
export default defineBuilderPlugin<SavingConfig>({
  name: 'save_failed_tree',
  config: savingConfig,
  tasks: [saveFailedTreeTask],
});
