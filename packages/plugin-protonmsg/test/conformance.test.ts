import { fileURLToPath } from 'node:url';
import { describeScenarios } from '@kojikit/testing/conformance';
import plugin from '../src/hub.js';

/* Every step must answer as recorded and leave the recorded messages in the queue, without a broker. */
describeScenarios({
  passing: ['protonmsg-messages'],
  plugins: [plugin],
  directory: fileURLToPath(new URL('../fixtures', import.meta.url)),
  knownDifferences: (['sqlite', 'postgresql'] as const).flatMap((engine) =>
    [56, 63, 66, 68].map((step) => ({
      scenario: 'protonmsg-messages',
      engine,
      step,
      reason: 'dates of a build in the request of a buildNotification task are text, as everywhere else',
    })),
  ),
});
