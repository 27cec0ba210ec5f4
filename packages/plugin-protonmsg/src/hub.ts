import { defineHubPlugin } from '@kojikit/hub-core/plugin';
import { protonmsgConfig, type ProtonmsgConfig } from './config.js';
import { startBus } from './delivery/bus.js';
import { deliveryWorker } from './delivery/worker.js';
import { messageMethods } from './methods/methods.js';
import { recordEvent } from './messages/record-event.js';
import { queuePanel } from './panel/queue-panel.js';
import { leanIndexes, withoutOldIndexes } from './queue/indexes.js';
import { queueTables } from './queue/tables.js';

/** The hub's events on an AMQP 1.0 bus. */
export default defineHubPlugin<ProtonmsgConfig>({
  name: 'protonmsg',
  config: protonmsgConfig,
  withoutFile:
    'messages wait in the queue, and are dropped when they are a day old; name brokers in the file',
  setup: startBus,
  methods: messageMethods,
  migrations: [queueTables, leanIndexes, withoutOldIndexes],
  workers: [deliveryWorker],
  panels: [queuePanel],
  on: {
    postPackageListChange: recordEvent,
    postTaskStateChange: recordEvent,
    postBuildStateChange: recordEvent,
    postImport: recordEvent,
    postRPMSign: recordEvent,
    postTag: recordEvent,
    postUntag: recordEvent,
    postRepoInit: recordEvent,
    postRepoDone: recordEvent,
    postBuildPromote: recordEvent,
  },
});
