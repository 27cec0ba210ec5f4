import { AggregatorRegistry, type Registry } from 'prom-client';
import type { Numbers } from './messages.js';

/**
 * The numbers of several processes as those of one: counters and histograms are sums, gauges what their `aggregator` says,
 * a sum unless it says otherwise.
 */
export function addUp(parts: readonly Numbers[]): Registry {
  return AggregatorRegistry.aggregate([...parts]);
}

/** What only ever grows: it must not fall when a process ends. */
export function sumsOf(numbers: Numbers): Numbers {
  // The library writes these words where its types have numbers.
  return numbers.filter(({ type }) => ['counter', 'histogram', 'summary'].includes(String(type)));
}
