import { list, textOr, toggle } from '@kojikit/command-line';
import { canonArch } from '@kojikit/rpm';

/** Options of the commands for image plugins of Koji's hub. They wait unless told otherwise. */
export const pluginImageOptions = {
  optionalArches: textOr('', '--can-fail', {
    metavar: 'ARCH1,ARCH2,...',
    help: 'architectures that the build may do without',
  }),
  arches: list('--arch', { metavar: 'ARCH', help: 'only this architecture' }),
  wait: toggle(
    { on: '--wait', onHelp: 'wait for the task (the default)', off: '--nowait', offHelp: 'do not wait' },
    true,
  ),
};

/** The architectures of `--can-fail`. */
export function optionalArches(words: string): string[] {
  return words
    .split(',')
    .filter((arch) => arch !== '')
    .map(canonArch);
}
