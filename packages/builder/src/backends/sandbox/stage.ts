/** One step that prepares a root inside a private mount namespace. */
export type StageStep =
  | readonly ['dir', path: string]
  | readonly ['file', path: string]
  | readonly ['link', target: string, path: string]
  | readonly ['mount', type: string, options: string, source: string, target: string]
  /** Several mounts by one program, as lines of a table like /etc/fstab: starting one for each takes long. */
  | readonly ['mounts', file: string, table: string]
  /** A name that cannot be set is left as it is: nothing depends on it. */
  | readonly ['hostname', name: string];

/**
 * Takes steps from its arguments until `--`, then becomes the program that follows. This is a shell, but a constant
 * one: whatever varies is an argument, never program text. Node cannot do it, since it has no mount and no exec.
 *
 * A folder that turns out to be a link is refused: what is mounted there would land elsewhere.
 */
const SCRIPT = `
while [ "$1" != -- ]; do
  case $1 in
    dir)
      if [ -h "$2" ] || ! { [ -d "$2" ] || mkdir -p "$2"; }; then echo "$2 is a link or no folder" >&2; exit 125; fi
      shift 2 ;;
    file) [ -e "$2" ] || : >"$2" || exit 125; shift 2 ;;
    link) ln -sfn "$2" "$3" || exit 125; shift 3 ;;
    mount) mount -n -t "$2" -o "$3" "$4" "$5" || exit 125; shift 5 ;;
    mounts) printf %s "$3" >"$2" && mount -n -a -T "$2" && rm -f "$2" || exit 125; shift 3 ;;
    hostname) hostname "$2" 2>/dev/null || { echo "$2" >/proc/sys/kernel/hostname; } 2>/dev/null; shift 2 ;;
    *) echo "unknown step $1" >&2; exit 125 ;;
  esac
done
shift
exec "$@"`;

/** The command line that does the steps and then becomes a program; status 125 means that a step failed. */
export function stageCommand(steps: readonly StageStep[], program: readonly string[]): string[] {
  return ['/bin/sh', '-c', SCRIPT, 'sandbox', ...steps.flat(), '--', ...program];
}
