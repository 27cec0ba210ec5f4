import { stateName, TASK_STATES } from '@kojikit/protocol';
import { html, type Content, type Html } from './html.js';

/** A state as a word, a shape and a colour. */
export interface State {
  readonly word: string;
  readonly kind: 'ok' | 'failed' | 'running' | 'waiting' | 'canceled';
}

const TASK_KINDS: Readonly<Record<string, State>> = {
  FREE: { word: 'free', kind: 'waiting' },
  OPEN: { word: 'open', kind: 'running' },
  CLOSED: { word: 'closed', kind: 'ok' },
  CANCELED: { word: 'canceled', kind: 'canceled' },
  ASSIGNED: { word: 'assigned', kind: 'waiting' },
  FAILED: { word: 'failed', kind: 'failed' },
};

/** The state of a task by its number. */
export function taskState(state: number): State {
  return TASK_KINDS[stateName(TASK_STATES, state) ?? ''] ?? { word: `state ${state}`, kind: 'waiting' };
}

/** The word in its colour; the style sheet puts the shape before it. */
export function stateMark({ word, kind }: State): Html {
  return html`<b class="state ${kind}">${word}</b>`;
}

/** A moment for machines and people, exactly and how long ago; nothing when there is none. For facts; lists have {@link ago}. */
export function moment(seconds: number | null | undefined): Html | undefined {
  if (seconds === null || seconds === undefined) return undefined;
  const { iso, shown } = instant(seconds);
  return html`<time datetime="${iso}">${shown}</time> <small>(${sinceOrUntil(seconds)})</small>`;
}

/** A moment as people speak of it, `3 h ago`, with the exact one at hand; nothing when there is none. */
export function ago(seconds: number | null | undefined): Html | undefined {
  if (seconds === null || seconds === undefined) return undefined;
  const { iso, shown } = instant(seconds);
  return html`<time datetime="${iso}" title="${shown}">${sinceOrUntil(seconds)}</time>`;
}

function instant(seconds: number): { readonly iso: string; readonly shown: string } {
  const iso = new Date(seconds * 1000).toISOString();
  const second = iso.slice(0, 19);
  return { iso: `${second}Z`, shown: `${second.replace('T', ' ')} UTC` };
}

const STEPS = [
  [365 * 86_400, 'y'],
  [30 * 86_400, 'mo'],
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

function sinceOrUntil(seconds: number): string {
  const passed = Date.now() / 1000 - seconds;
  const [step, unit] = STEPS.find(([size]) => Math.abs(passed) >= size) ?? STEPS.at(-1)!;
  const count = `${Math.floor(Math.abs(passed) / step)} ${unit}`;
  return passed < 0 ? `in ${count}` : `${count} ago`;
}

/** `6 min 12 s`. */
export function duration(seconds: number): string {
  const whole = Math.max(Math.round(seconds), 0);
  const [days, hours, minutes] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3600) % 24,
    Math.floor(whole / 60) % 60,
  ];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  if (minutes > 0) return `${minutes} min ${whole % 60} s`;
  return seconds < 10 && seconds > 0 ? `${Math.max(seconds, 0.1).toFixed(1)} s` : `${whole} s`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `12.3 kB`, in steps of a thousand. */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** Names and values, one per line; those without a value are left out. */
export function facts(rows: readonly (readonly [name: string, value: Content])[]): Html {
  const shown = rows.filter(
    ([, value]) => value !== undefined && value !== null && value !== false && value !== '',
  );
  return html`<dl class="facts">
    ${shown.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** The heading of a column: text, or what is shown of it with its plain text and how the rows are sorted by it. */
export type Heading =
  | Content
  | {
      readonly label: string;
      readonly shown: Html;
      readonly sorted?: 'ascending' | 'descending' | undefined;
    };

function isLabelled(heading: Heading): heading is Extract<Heading, { readonly label: string }> {
  return typeof heading === 'object' && heading !== null && 'label' in heading;
}

function headingView(heading: Heading): Html {
  if (!isLabelled(heading)) return html`<th scope="col">${heading}</th>`;
  const { shown, sorted } = heading;
  return html`<th scope="col" ${sorted && html` aria-sort="${sorted}"`}>${shown}</th>`;
}

/**
 * A table. On a narrow screen each row is a card: the first cell its title, the others with the name of their column
 * where that is text. What is still too wide scrolls inside of its box.
 */
export function table(
  name: string,
  columns: readonly Heading[],
  rows: readonly (readonly Content[])[],
): Html {
  const labels = columns.map((column) => {
    const label = isLabelled(column) ? column.label : column;
    return typeof label === 'string' ? html` data-label="${label}"` : undefined;
  });
  return scrolling(
    name,
    html`<table>
      <thead>
        <tr>
          ${columns.map(headingView)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, index) => html`<td${index > 0 && labels[index]}>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

/** A box that something wide scrolls in, also by keyboard. */
export function scrolling(name: string, content: Html): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}">${content}</div>`;
}
