import { fileURLToPath } from 'node:url';
import { describeScenarios } from '@kojikit/testing/conformance';
import plugin from '../src/hub.js';

/* Every step must answer as recorded and leave the recorded messages in the queue, without a broker. */
describeScenarios({
  passing: ['protonmsg-messages'],
  plugins: [plugin],
  directory: fileURLToPath(new URL('../fixtures', import.meta.url)),
  waitingFor: {
    'protonmsg-messages': {
      methods: ['host.initBuild', 'host.completeBuild', 'importRPM', 'importArchive', 'CGInitBuild'],
      // What is built and imported, and what is done with it afterwards.
      steps: [53, 56, 57, 58, 59, 60, 63, 64, 65, 66, 67, 68, 70, 73, 74, 75, 78, 81, 83, 85, 86, 89, 90],
    },
  },
});
