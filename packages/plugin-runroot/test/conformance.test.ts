import { fileURLToPath } from 'node:url';
import { describeScenarios } from '@kojikit/testing/conformance';
import plugin from '../src/hub.js';

describeScenarios({
  passing: ['30-runroot'],
  plugins: [plugin],
  directory: fileURLToPath(new URL('../fixtures', import.meta.url)),
});
