/** Runs `body` for some seconds with a number of callers at once; answers runs per second. */
export async function rate(body, { seconds = 2, callers = 8 } = {}) {
  await body();
  const end = performance.now() + seconds * 1000;
  const started = performance.now();
  let runs = 0;
  const caller = async () => {
    while (performance.now() < end) {
      await body();
      runs += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return runs / ((performance.now() - started) / 1000);
}

/** A line of a table: a name and columns aligned to the right. */
export function line(name, ...columns) {
  return `${name.padEnd(34)}${columns.map((column) => String(column).padStart(14)).join('')}`;
}

/** A number with three digits that mean something. */
export function short(number) {
  return number >= 100 ? Math.round(number).toLocaleString('en') : number.toPrecision(3);
}
