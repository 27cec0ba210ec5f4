/**
 * Runs the text in $1 with a second shell, copies what it prints to the file $2 and to stdout, and ends with its status.
 *
 * The status travels through descriptor 4, so any POSIX shell will do: Koji's wrapper needs a /bin/sh with PIPESTATUS.
 * A second shell, because `exit` or a syntax error in the text must not end the first one.
 */
const SCRIPT =
  'exec 3>&1; status=$( { { /bin/sh -c "$1" </dev/null 2>&1 3>&- 4>&-; echo $? >&4; } | tee "$2" >&3; } 4>&1 ); ' +
  'exec 3>&-; exit "${status:-1}"';

/**
 * The command line that runs shell text inside a root, with stdin closed and stdout and stderr both copied to a file.
 * It ends with the status of the text's last command; a text that is killed by signal N gives 128 + N.
 * @param logPath Absolute path inside the root; its folder must exist.
 */
export function shellWithLog(text: string, logPath: string): string[] {
  return ['/bin/sh', '-c', SCRIPT, 'sh', text, logPath];
}

/** One shell text that runs exactly these words: each is quoted, none is expanded. */
export function shellQuote(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}
