import { Counter, Gauge, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { addUp } from './add-up.js';
import { CrewNumbers } from './crew-numbers.js';
import type { Numbers } from './messages.js';

async function numbers(calls: number, memory: number): Promise<Numbers> {
  const registry = new Registry();
  new Counter({ name: 'calls', help: '-', registers: [registry] }).inc(calls);
  new Gauge({ name: 'memory', help: '-', registers: [registry] }).set(memory);
  new Gauge({ name: 'queue', help: '-', aggregator: 'max', registers: [registry] }).set(memory);
  return registry.getMetricsAsJSON();
}

/** A crew whose members say what they have to say when they are asked, if anything. */
function crewOf(said: Map<number, Numbers | undefined>) {
  const crew = new CrewNumbers(50);
  const collect = async () => {
    const members = [...said].map(([id, says]) => ({
      id,
      ask: (question: number) => void (says && crew.tell(id, question, says)),
    }));
    const text = await addUp(await crew.collect(members)).metrics();
    return Object.fromEntries(
      [...text.matchAll(/^([a-z]\S*) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]),
    );
  };
  return { crew, collect };
}

it('adds up what all say', async () => {
  const { collect } = crewOf(
    new Map([
      [1, await numbers(5, 10)],
      [2, await numbers(7, 30)],
    ]),
  );
  expect(await collect()).toEqual({
    calls: 12,
    memory: 40,
    queue: 30,
    'kojihub_workers{state="answering"}': 2,
    'kojihub_workers{state="silent"}': 0,
  });
});

it('shows what a silent one said last, and does not wait for it', async () => {
  const said = new Map<number, Numbers | undefined>([
    [1, await numbers(5, 10)],
    [2, await numbers(7, 30)],
  ]);
  const { collect } = crewOf(said);
  await collect();
  said.set(2, undefined).set(1, await numbers(6, 10));
  expect(await collect()).toMatchObject({ calls: 13, 'kojihub_workers{state="silent"}': 1 });
});

it('keeps what dead ones have counted, but not their gauges', async () => {
  const said = new Map<number, Numbers | undefined>([1, 2, 3].map((id) => [id, undefined]));
  for (const id of [1, 2, 3]) said.set(id, await numbers(id, 10));
  const { crew, collect } = crewOf(said);
  await collect();
  for (const id of [1, 2]) {
    said.delete(id);
    crew.gone(id);
  }
  expect(await collect()).toMatchObject({ calls: 6, memory: 10 });
});
