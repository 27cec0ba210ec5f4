import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.js';

/* What the tests import takes longer than most of them: a worker loads it once, for all files that it runs. */
export default mergeConfig(base, { test: { isolate: false } });
