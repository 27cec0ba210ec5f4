import { defineBuilderPlugin } from '@kojikit/builder/plugin';
import { runrootConfig, runrootOptions, type RunrootConfig } from './builder/config.js';
import { runrootTask } from './builder/runroot-task.js';

/** Commands in build roots: the builder's part, which runs them. */
export default defineBuilderPlugin<RunrootConfig>({
  name: 'runroot',
  config: runrootConfig,
  optionsOf: runrootOptions,
  tasks: [runrootTask],
});
