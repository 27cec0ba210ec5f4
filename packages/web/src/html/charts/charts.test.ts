import { describe, expect, it } from 'vitest';
import { html } from '../html.js';
import { coordinate } from './coordinate.js';
import { dayBars } from './day-bars.js';
import { inheritanceTree } from './inheritance-tree.js';
import { intervalBar } from './interval-bar.js';
import { lineChart } from './line-chart.js';
import { axisEnd, written } from './measure.js';
import { shareBar, stackedBar } from './share-bar.js';
import { timeLine } from './time-line.js';

const HOSTILE = `</title><script>x</script>"'`;
const shapes = (text: string) =>
  [...text.matchAll(/<rect\s+class="(\w+)"\s+x="([^"]+)"\s+(?:y="([^"]+)"\s+)?width="([^"]+)"/g)].map(
    (match) => match.slice(1).filter(Boolean).join(' '),
  );

describe('charts', () => {
  it('draw nothing that is no number', () => {
    expect(() => coordinate(Number.NaN)).toThrow(TypeError);
    expect(() => coordinate(Infinity)).toThrow(TypeError);
    expect(coordinate(1 / 3)).toBe('0.33');
    expect(shapes(shareBar(Number.NaN, 5).text)).toEqual(['plain 0% 0%']);
    expect(shapes(shareBar(5, 0).text)).toEqual(['plain 0% 0%']);
  });

  it('end their axes at round numbers', () => {
    expect([0, 3, 7, 12, 95, 412].map((most) => axisEnd(most, 'count'))).toEqual([2, 4, 8, 20, 100, 600]);
    expect([0, 50, 61, 5000, 90_000].map((most) => axisEnd(most, 'time'))).toEqual([
      10, 60, 120, 7200, 172_800,
    ]);
    expect(axisEnd(51, 'percent')).toBe(100);
    expect([written(40_000, 'count'), written(62, 'time'), written(12.34, 'percent')]).toEqual([
      '40,000',
      '1 min 2 s',
      '12.3 %',
    ]);
  });

  it('show days as stacks, with the numbers as a table', () => {
    const { text } = dayBars({
      title: HOSTILE,
      summary: '9 builds',
      parts: [
        { name: 'complete', kind: 'ok' },
        { name: HOSTILE, kind: 'failed' },
      ],
      days: [
        { day: '2026-11-26', values: [6, 2] },
        { day: '2026-11-27', values: [1, 0] },
      ],
    });
    expect(shapes(text)).toEqual(['ok 5 25 40', 'failed 5 0 40', 'ok 55 87.5 40']);
    expect(text).toContain('role="img"');
    expect(text).toContain(': 9 builds"');
    expect(text.replace(/\s+/g, '')).toContain('<td>2026-11-27</td><tddata-label="complete">1</td>');
    expect(text).not.toContain('<script>');
    expect(dayBars({ title: 'x', parts: [], days: [] }).text).toContain('nothing to show');
  });

  it('show values over time as points on a line, whatever order they come in', () => {
    const point = (at: number, value: number) => ({
      at,
      value,
      name: html`<b>${HOSTILE}</b>`,
      label: HOSTILE,
    });
    const { text } = lineChart({
      title: 'Build time',
      measure: 'time',
      columns: ['Build', 'Took'],
      points: [point(2000, 600), point(1000, 150), point(3000, Number.NaN)],
    });
    expect(text).toContain('d="M1 75L99 0"');
    expect([...text.matchAll(/class="point plain" d="M(\S+ \S+)h0"/g)].map(([, at]) => at)).toEqual([
      '1 75',
      '99 0',
    ]);
    expect(text).not.toContain('<script>');
    expect(
      lineChart({ title: 'x', measure: 'time', columns: ['a', 'b'], points: [point(5, 1)] }).text,
    ).toContain('M50 ');
  });

  it('show parts of bars one after the other, and never beyond the end', () => {
    const parts = [
      { value: 30, kind: 'ok' as const },
      { value: 90, kind: 'failed' as const },
    ];
    expect(shapes(stackedBar(parts, 100).text)).toEqual(['ok 0% 30%', 'failed 30% 70%']);
    expect(intervalBar([]).text).toContain('aria-hidden="true"');
  });

  it('show what held from when to when on one line of time', () => {
    const { text } = timeLine({
      title: 'Tags',
      column: 'Tag',
      end: 1100,
      rows: [
        { name: 'f40-candidate', intervals: [{ from: 1000, until: 1050, note: HOSTILE }] },
        { name: 'f40', intervals: [{ from: 1050, until: null }] },
      ],
    });
    expect(shapes(text)).toEqual(['other 0% 50%', 'plain 50% 50%']);
    expect(text).toContain('still');
    expect(text).not.toContain('<script>');
    expect(timeLine({ title: 'Tags', column: 'Tag', rows: [] }).text).not.toContain('NaN');
  });

  it('show inheritance as lists in lists, with what comes again said to be above', () => {
    const tag = (id: number, depth: number) => ({ id, name: `${id}${HOSTILE}`, depth, priority: 10 * id });
    const { text } = inheritanceTree('Inheritance', 'f40', [tag(1, 1), tag(2, 2), tag(3, 1), tag(2, 2)]);
    const outline = text
      .replace(/<small>.*?<\/small>/gs, '')
      .replace(/&[^;]*;|\s|[a-z/]*script[a-z/]*|x/g, '');
    expect(outline).toMatch(
      /<ul><li>1[^<]*<ul><li>2[^<]*<\/li><\/ul><\/li><li>3[^<]*<ul><li>2[^<]*<\/li><\/ul><\/li><\/ul>/,
    );
    expect(text.match(/as above/g)).toHaveLength(1);
    expect(text).not.toContain('<script>');
  });
});
