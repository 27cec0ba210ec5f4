/** One step that prepares a root inside a private mount namespace. */
export type StageStep =
  | readonly ['dir', path: string]
  | readonly ['file', path: string]
  | readonly ['link', target: string, path: string]
  | readonly ['mount', type: string, options: string, source: string, target: string];

/**
 * Takes steps from its arguments until `--`, then becomes the program that follows. This is a shell, but a constant
 * one: whatever varies is an argument, never program text. Node cannot do it, since it has no mount and no exec.
 */
const SCRIPT = `
while [ "$1" != -- ]; do
  case $1 in
    dir) mkdir -p "$2" || exit 125; shift 2 ;;
    file) [ -e "$2" ] || : >"$2" || exit 125; shift 2 ;;
    link) ln -sfn "$2" "$3" || exit 125; shift 3 ;;
    mount) mount -n -t "$2" -o "$3" "$4" "$5" || exit 125; shift 5 ;;
    *) echo "unknown step $1" >&2; exit 125 ;;
  esac
done
shift
exec "$@"`;

/** The command line that does the steps and then becomes a program; status 125 means that a step failed. */
export function stageCommand(steps: readonly StageStep[], program: readonly string[]): string[] {
  return ['/bin/sh', '-c', SCRIPT, 'sandbox', ...steps.flat(), '--', ...program];
}

const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty'];

/** Gives a root a `/dev` with the harmless devices of the host and nothing else. */
export function deviceSteps(root: string): StageStep[] {
  const dev = `${root}/dev`;
  return [
    ['dir', dev],
    ['mount', 'tmpfs', 'mode=0755,nosuid', 'tmpfs', dev],
    ...DEVICES.flatMap((name): StageStep[] => [
      ['file', `${dev}/${name}`],
      ['mount', 'none', 'bind', `/dev/${name}`, `${dev}/${name}`],
    ]),
    ['dir', `${dev}/pts`],
    ['mount', 'devpts', 'newinstance,ptmxmode=0666,mode=0620', 'devpts', `${dev}/pts`],
    ['dir', `${dev}/shm`],
    ['mount', 'tmpfs', 'mode=1777,nosuid,nodev', 'tmpfs', `${dev}/shm`],
    ['link', 'pts/ptmx', `${dev}/ptmx`],
    ['link', '/proc/self/fd', `${dev}/fd`],
    ['link', '/proc/self/fd/0', `${dev}/stdin`],
    ['link', '/proc/self/fd/1', `${dev}/stdout`],
    ['link', '/proc/self/fd/2', `${dev}/stderr`],
  ];
}
