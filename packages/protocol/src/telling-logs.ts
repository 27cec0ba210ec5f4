const USUAL_LOGS = ['runroot.log', 'build.log', 'root.log', 'checkout.log', 'mock_output.log'];
/** Logs of a task that are looked into. */
const MOST = 4;

/** The logs among the files of a task that may tell why it failed, those with text: the usual ones first. */
export function tellingLogs<File extends { readonly name: string; readonly size: string }>(
  files: readonly File[],
): File[] {
  const place = ({ name }: File) =>
    (USUAL_LOGS.indexOf(name) + USUAL_LOGS.length + 1) % (USUAL_LOGS.length + 1);
  return files
    .filter(({ name, size }) => name.endsWith('.log') && size !== '0')
    .sort((one, other) => place(one) - place(other))
    .slice(0, MOST);
}
