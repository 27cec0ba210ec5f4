import { Counter, Histogram, Registry as MetricsRegistry, collectDefaultMetrics } from 'prom-client';
import type { Outcome } from '../kept/kept-answers.js';

/** The numbers of one hub for Prometheus. */
export interface Metrics {
  /** Where modules of this hub register numbers of their own. */
  readonly registry: MetricsRegistry;
  observe(call: ObservedCall): void;
  /** Counts a call whose answer may be kept. */
  observeKept(outcome: Outcome): void;
  text(): Promise<{ contentType: string; text: string }>;
}

export interface ObservedCall {
  readonly method: string;
  /** The fault code, 0 for a call that went well. */
  readonly code: number;
  readonly seconds: number;
}

/** Makes the registry of one hub; nothing is shared between hubs of one process. */
export function createMetrics(): Metrics {
  const registry = new MetricsRegistry();
  collectDefaultMetrics({ register: registry });
  const calls = new Counter({
    name: 'kojihub_calls_total',
    help: 'API calls by method and fault code; code 0 is success',
    labelNames: ['method', 'code'],
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'kojihub_call_duration_seconds',
    help: 'Time from the first byte read to the answer being encoded',
    labelNames: ['method'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const kept = new Counter({
    name: 'kojihub_kept_answers_total',
    help: 'Calls whose answers may be kept: kept as before, made anew because something has changed, or made for the first time',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return {
    registry,
    observe({ method, code, seconds }) {
      calls.inc({ method, code });
      duration.observe({ method }, seconds);
    },
    observeKept: (outcome) => kept.inc({ outcome }),
    text: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
