import { html, type Html } from '../../html/html.js';
import { ansiText } from './ansi.js';

const LINE_END = '\n';

/** One line of a log with its number, which is its address. */
export function lineView(number: number, text: string, telling = false): Html {
  return html`<span class="line${telling && ' telling'}" id="L${number}"
    ><a href="#L${number}">${number}</a> ${ansiText(text)}${LINE_END}</span
  >`;
}

/** Lines of a log as they stand below each other. @param first the number of the first. */
export function lineViews(text: string, first: number): Html {
  return html`${linesOf(text).map((line, index) => lineView(first + index, line))}`;
}

/** The lines of a text. Of a line that was overwritten with carriage returns the last state counts. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => {
    const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
    return whole.slice(whole.lastIndexOf('\r') + 1);
  });
}
