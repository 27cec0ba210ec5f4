import { flag } from '@kojikit/hub-core/plugin';
import { z } from 'zod';
import type { PagesOptions } from '../pages.js';

const options = z.strictObject({
  sitename: z.string().min(1).default('Koji').meta({
    title: 'SiteName',
    description: 'What the site is called, in titles and at the top.',
  }),
  kojigreeting: z.string().min(1).optional().meta({
    title: 'KojiGreeting',
    description: 'The headline of the summary.',
    example: 'Builds of Example Linux',
  }),
  kojitheme: z.string().min(1).optional().meta({
    title: 'KojiTheme',
    description: 'A folder with `theme.css`, `extra-nav.html`, `extra-footer.html`, `extra-bottom.html`.',
    example: '/etc/koji-hub/theme',
  }),
  kojifilesurl: z.string().min(1).optional().meta({
    title: 'KojiFilesURL',
    description: "Where the hub's files are served; left out: `/kojifiles` of the hub.",
    example: 'https://files.example.com/kojifiles',
  }),
  logindisabled: flag.default(false).meta({
    title: 'LoginDisabled',
    description: 'Nobody can log in at the pages.',
  }),
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
