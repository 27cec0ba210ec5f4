import { expect, it } from 'vitest';
import { loadAssets } from './assets.js';

it('the script of a page weighs at most 8 kB, and the style sheet 4 kB as it is sent', () => {
  const assets = loadAssets();
  const [style, live] = [assets.find(assets.style)!, assets.find(assets.live)!];
  expect(live.body.length).toBeLessThanOrEqual(8_000);
  expect(style.zipped.length).toBeLessThanOrEqual(4_000);
  expect(live.body.toString('utf8')).not.toMatch(/^\s|^\/[/*]/m);
});
