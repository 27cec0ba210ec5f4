import { duration } from '../parts.js';

/** What the numbers of a chart are: how they are written, and where the axis ends. */
export type Measure = 'count' | 'time' | 'percent';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A number as people read it: `40,000`. */
export const count = (value: number): string => grouped.format(value);

const WRITTEN: Readonly<Record<Measure, (value: number) => string>> = {
  count,
  time: (value) => (value === 0 ? '0' : duration(value).replace(/ 0 (s|min|h)$/, '')),
  percent: (value) => `${grouped.format(value)} %`,
};

/** A value as text. @param value a number, seconds, or a percentage. */
export const written = (value: number, measure: Measure): string => WRITTEN[measure](value);

const DAY = 86_400;
const SECONDS = [10, 20, 60, 120, 300, 600, 1200, 3600, 7200, 14_400, 21_600, 43_200, DAY];

/** Where an axis ends that has to hold a value: a round number at or above it. */
export function axisEnd(most: number, measure: Measure): number {
  if (measure === 'percent') return most > 50 ? 100 : roundUp(most, 2);
  if (measure === 'time') return SECONDS.find((step) => step >= most) ?? roundUp(most / DAY, 2) * DAY;
  return roundUp(most, 2);
}

/* The half of it is written too, so it is an even number. */
function roundUp(most: number, least: number): number {
  if (most <= least) return least;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 4, 6, 8, 10].find((factor) => factor * power >= most) ?? 10;
  return step * power;
}
