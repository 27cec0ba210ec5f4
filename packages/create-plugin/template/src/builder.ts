import { defineBuilderPlugin } from '@kojikit/builder/plugin';
import { helloTask } from './builder/hello-task.js';

/** The builder's part. */
export default defineBuilderPlugin({ name: '__NAME__', tasks: [helloTask] });
