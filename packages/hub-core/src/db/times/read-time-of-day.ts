import { give, leadingInteger, microsOf, PART, type Parts } from './parts.js';
import { TimeMistake } from './unreadable-time.js';

/** Reads `10:00`, `10:00:00.5`, or `10:00.5` that is minutes and seconds. */
export function readTimeOfDay(parts: Parts, text: string): void {
  const hours = /^\d*/.exec(text)![0];
  const second = leadingInteger(text.slice(hours.length + 1));
  let [hour, minute, seconds, fraction] = [Number(hours), second.value, 0, '.'];
  if (second.rest.startsWith('.')) {
    [hour, minute, seconds, fraction] = [0, Number(hours), second.value, second.rest];
  } else if (second.rest.startsWith(':')) {
    const third = leadingInteger(second.rest.slice(1));
    seconds = third.value;
    if (third.rest !== '') fraction = third.rest;
  }
  parts.micros = microsOf(fraction);
  setTimeOfDay(parts, hour, minute, seconds);
  checkTimeOfDay(parts);
  give(parts, PART.time);
}

export function setTimeOfDay(parts: Parts, hour: number, minute: number, second: number): void {
  Object.assign(parts, { hour, minute, second });
}

/** Sets the time of day from the millionths of a second since midnight. */
export function setMicrosOfDay(parts: Parts, micros: number): void {
  const seconds = Math.floor(micros / 1e6);
  setTimeOfDay(parts, Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60);
  parts.micros = micros - seconds * 1e6;
}

/** Throws TimeMistake for what no clock shows. A second 60 may be, and so may the end of the day as 24:00. */
export function checkTimeOfDay({ hour, minute, second, micros }: Parts): void {
  if (minute > 59 || second > 60) throw new TimeMistake('range');
  if ((hour * 60 + minute) * 60 + second + micros / 1e6 > 86_400) throw new TimeMistake('range');
}

/** Reads `+2`, `+02:00`, `-0330` or `+01:02:03` as seconds east of UTC. */
export function readOffset(text: string): number {
  if (!/^[+-]/.test(text)) throw new TimeMistake('format');
  if (/^[+-]-\d/.test(text)) throw new TimeMistake('displacement');
  let { value: hours, rest } = leadingInteger(text.slice(1), 'displacement');
  let [minutes, seconds] = [0, 0];
  if (rest.startsWith(':')) {
    ({ value: minutes, rest } = leadingInteger(rest.slice(1), 'displacement'));
    if (rest.startsWith(':')) ({ value: seconds, rest } = leadingInteger(rest.slice(1), 'displacement'));
  } else if (rest === '' && text.length > 3) {
    [hours, minutes] = [Math.floor(hours / 100), hours % 100];
  }
  if (hours > 15 || minutes > 59 || seconds > 59) throw new TimeMistake('displacement');
  if (rest !== '') throw new TimeMistake('format');
  const offset = (hours * 60 + minutes) * 60 + seconds;
  return text.startsWith('-') ? -offset : offset;
}
