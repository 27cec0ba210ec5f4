import { flag } from '@kojikit/hub-core/plugin';
import { z } from 'zod';
import type { PagesOptions } from '../pages.js';

const options = z.strictObject({
  /** What the site is called, in titles and at the top. */
  sitename: z.string().min(1).default('Koji'),
  /** The headline of the summary. */
  kojigreeting: z.string().min(1).optional(),
  /** A folder with `theme.css`, `extra-nav.html`, `extra-footer.html`, `extra-bottom.html`. */
  kojitheme: z.string().min(1).optional(),
  /** Where the hub's files are served. */
  kojifilesurl: z.string().min(1).optional(),
  /** Nobody can log in at the pages. */
  logindisabled: flag.default(false),
});

/** `plugins/web.conf`; its names are those of kojiweb's configuration, `SiteName` and so on, in any case. Everything may be left out. */
export const webConfig = z.strictObject({ web: options.prefault({}) });

export type WebConfig = z.infer<typeof webConfig>;

/** What the file says, as the pages take it. */
export function pagesOptionsOf({ web }: WebConfig): PagesOptions {
  return {
    siteName: web.sitename,
    ...(web.kojigreeting !== undefined && { greeting: web.kojigreeting }),
    ...(web.kojitheme !== undefined && { theme: web.kojitheme }),
    ...(web.kojifilesurl !== undefined && { filesUrl: web.kojifilesurl }),
    login: !web.logindisabled,
  };
}
