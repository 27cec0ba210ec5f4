import { fileURLToPath } from 'node:url';
import { describeScenarios } from '@kojikit/testing/conformance';
import plugin from '../src/hub.js';

describeScenarios({
  passing: ['31-save-failed-tree', '32-save-failed-tree-all'],
  plugins: [plugin],
  directory: fileURLToPath(new URL('../fixtures', import.meta.url)),
});
