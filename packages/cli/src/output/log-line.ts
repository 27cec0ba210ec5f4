/** A line of the log that goes to stderr: `2026-01-02 03:04:05,678 [ERROR] koji: text`. */
export function logLine(
  level: 'DEBUG' | 'WARNING' | 'ERROR',
  text: string,
  logger = 'koji',
  now = new Date(),
): string {
  const two = (value: number, width = 2): string => String(value).padStart(width, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const clock = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  return `${day} ${clock},${two(now.getMilliseconds(), 3)} [${level}] ${logger}: ${text}\n`;
}
