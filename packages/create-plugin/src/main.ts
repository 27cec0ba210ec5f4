import { relative } from 'node:path';
import {
  formatHelp,
  formatUsage,
  Interrupted,
  interruptible,
  packageVersion,
  parseOptions,
  text,
  UsageError,
} from '@kojikit/command-line';
import { createPlugin } from './create-plugin.js';

const USAGE = 'create-plugin [--dir DIR] NAME';
const DESCRIPTION =
  'Makes a plugin with parts for hub, builder and command line, and tests. NAME is such as host-facts or @acme/host-facts.';
const options = {
  dir: text('--dir', { metavar: 'DIR', help: 'the folder to make (default: kojikit-plugin-NAME)' }),
};

/** Runs `create-plugin`; returns the exit code: 0 made, 1 not made, 2 called wrongly, 130 and 143 interrupted. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const { asked, args, values } = parseOptions(options, argv, { version: true });
    if (asked === 'version') {
      process.stdout.write(`${packageVersion('@kojikit/create-plugin', import.meta.url)}\n`);
      return 0;
    }
    if (asked === 'help') {
      const page = { usage: USAGE, description: DESCRIPTION, options, version: true };
      process.stdout.write(formatHelp(page, process.stdout.columns ?? 80));
      return 0;
    }
    const [name, ...others] = args;
    if (name === undefined || others.length > 0) throw new UsageError('Please specify one name');
    const { directory, packageName } = await interruptible('no plugin was made', (signal) =>
      createPlugin({ name, directory: values.dir, signal }),
    );
    process.stdout.write(
      `${packageName} is made. Go on with\n\n  cd ${relative('', directory) || '.'}\n  npm install\n  npm test\n`,
    );
    return 0;
  } catch (error) {
    const usage = error instanceof UsageError ? formatUsage(USAGE) : '';
    process.stderr.write(
      `${usage}create-plugin: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    if (error instanceof Interrupted) return error.exitCode;
    return error instanceof UsageError ? 2 : 1;
  }
}
