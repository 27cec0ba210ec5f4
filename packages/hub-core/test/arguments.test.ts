import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { answerKey, readAnswers, shortOutcome } from './arguments/answers.js';
import { differenceOf } from './arguments/differences.js';
import { HUB_OPTIONS, hubTarget } from './arguments/hub-target.js';
import { outcomeOf } from './arguments/outcome.js';
import { variations } from './arguments/variations.js';
import { WireCaller } from './arguments/wire-caller.js';

// What Koji's hub did with the same calls: tools/conformance/compare-arguments.mjs records it.
const answers = readAnswers();

eachDatabase('odd arguments', (open) => {
  it('are answered as Koji answers them', { timeout: 900_000 }, async () => {
    const hub = await open({ config: HUB_OPTIONS });
    const caller = new WireCaller(hubTarget(hub));
    await caller.makeSeed();
    const wrong: string[] = [];
    let compared = 0;
    for (const variation of variations()) {
      const expected = answers.get(answerKey(variation));
      if (expected === undefined) continue;
      const outcome = shortOutcome(await outcomeOf(caller, variation));
      compared += 1;
      if (outcome === expected || differenceOf(variation)) continue;
      wrong.push(`${answerKey(variation)}\n  koji ${expected}\n  ours ${outcome}`);
    }
    expect(wrong).toEqual([]);
    expect(compared).toBe(answers.size);
  });
});
