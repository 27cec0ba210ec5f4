import { existsSync } from 'node:fs';
import { UsageError } from '@kojikit/command-line';
import { lookAtSite } from '../adopt/look-at-site.js';
import { exitCodeOf, reportText, siteReport } from '../adopt/report/site-report.js';
import { USUAL_FILES, type OtherFiles } from '../adopt/configuration/other-files.js';
import { DEFAULT_HUB_CONFIG_FILE } from '../config/index.js';
import { errorText } from '../error-facts.js';

/** What `koji-hub adopt` is called with besides hub.conf. */
export interface AdoptRequest extends OtherFiles {
  readonly json: boolean;
}

/**
 * `koji-hub adopt`: looks at a site of Koji and says what will work with this hub, what will not, and what to do. Reads only:
 * the server refuses writes of its connection. Returns 0 when nothing has to be done, 1 when something has to be, 2 when
 * something will not work or the look itself failed. Throws UsageError where there is no hub.conf.
 */
export async function adopt(file: string | undefined, { json, ...given }: AdoptRequest): Promise<number> {
  const hubConf = file ?? DEFAULT_HUB_CONFIG_FILE;
  if (!existsSync(hubConf))
    throw new UsageError(`there is no ${hubConf}: name the hub.conf of Koji with --config FILE`);
  // Beside another hub.conf than the usual one, the usual files may be those of another site.
  const others = file === undefined ? { ...existing(USUAL_FILES), ...defined(given) } : given;
  try {
    const report = siteReport(await lookAtSite(hubConf, others));
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
    return exitCodeOf(report);
  } catch (error) {
    process.stderr.write(`koji-hub: ${errorText(error)}\n`);
    return 2;
  }
}

function existing(files: OtherFiles): OtherFiles {
  return Object.fromEntries(Object.entries(files).filter(([, path]) => existsSync(path)));
}

function defined(files: OtherFiles): OtherFiles {
  return Object.fromEntries(Object.entries(files).filter(([, path]) => path !== undefined));
}
