const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** Longer than anything that is meant; moments so far away are no dates that programs can hold. */
const MOST_YEARS = 1000;
const MOST = MOST_YEARS * 365 * 86_400;

/**
 * Reads a duration such as `12h`, `14d`, `2w`; a bare number means days. Returns whole seconds, null for `never`.
 * Throws an error that says what would be right.
 */
export function parseDuration(text: string): number | null {
  const word = text.trim().toLowerCase();
  if (word === 'never') return null;
  const match = /^(\d+(?:\.\d+)?)([smhdw]?)$/.exec(word);
  if (match === null)
    throw new Error(`"${text}" is no duration, expected for instance 12h, 14d, 2w or never`);
  const unit = (match[2] || 'd') as keyof typeof SECONDS;
  const seconds = Math.round(Number(match[1]) * SECONDS[unit]);
  if (seconds > MOST)
    throw new Error(`"${text}" is too long, expected at most ${MOST_YEARS} years, or never`);
  return seconds;
}

/** Seconds as `3 days, 4:05:06`, the way Koji's clean-up tool writes ages. */
export function formatAge(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const days = Math.floor(whole / 86_400);
  const [hours, minutes, rest] = [Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60];
  const clock = `${hours}:${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
  return days === 0 ? clock : `${days} ${days === 1 ? 'day' : 'days'}, ${clock}`;
}
