import { parentPort, workerData } from 'node:worker_threads';
import type { Row } from '../database.js';
import { errorCode } from '../../error-facts.js';
import { configure } from './configure.js';
import { openFile } from './driver.js';
import type { Answer, Ask, ThreadData } from './reader.js';
import { Statements } from './statements.js';

/* The thread of a Reader: it has a connection of its own, and one read at a time. */

/** Rows of a batch at most, and milliseconds after which a smaller one is handed out. */
const MOST_ROWS = 250;
const MOST_MILLISECONDS = 5;

const { path, busyTimeout } = workerData as ThreadData;
let statements: Statements | undefined;
let rows: Generator<Row, void, undefined> | undefined;

function open(): Statements {
  const driver = openFile(path, busyTimeout);
  configure(driver);
  driver.pragma('query_only = ON');
  return new Statements(driver);
}

function nextBatch(): Answer {
  const batch: Row[] = [];
  let since: number | undefined;
  for (;;) {
    const next = rows!.next();
    if (next.done === true) {
      rows = undefined;
      return { rows: batch, done: true };
    }
    batch.push(next.value);
    since ??= performance.now();
    if (batch.length >= MOST_ROWS || performance.now() - since >= MOST_MILLISECONDS)
      return { rows: batch, done: false };
  }
}

function answer(ask: Ask): Answer {
  try {
    if (ask.kind === 'read') rows = (statements ??= open()).get(ask.text).iterate(ask.values);
    if (ask.kind !== 'stop') return nextBatch();
    rows?.return();
    rows = undefined;
    return { rows: [], done: true };
  } catch (error) {
    rows = undefined;
    // Only the text and the code of an error would come through.
    return {
      failure: { message: error instanceof Error ? error.message : String(error), code: errorCode(error) },
    };
  }
}

parentPort!.on('message', (ask: Ask) => parentPort!.postMessage(answer(ask)));
