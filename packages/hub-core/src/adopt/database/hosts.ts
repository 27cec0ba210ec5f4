import sql from 'sql-template-tag';
import { Findings, type Finding } from '../finding.js';
import { counted, listed } from '../report/words.js';
import { lookAt, type SiteDatabase } from './site-database.js';

interface Hosts {
  readonly enabled: number;
  readonly silent: number;
  readonly arches: string | null;
}

/** The builders of the site and the channels that nobody works for. */
export async function lookAtHosts(db: SiteDatabase): Promise<Finding[]> {
  const found = new Findings('tasks and hosts');
  await lookAt(found, 'the hosts', async () => {
    const { enabled, silent, arches } = await db.row<Hosts>(sql`
      SELECT count(*)::int AS enabled, string_agg(DISTINCT arches, ' ') AS arches,
             count(*) FILTER (WHERE update_time IS NULL OR update_time < now() - interval '1 day')::int AS silent
        FROM host JOIN host_config ON host_config.host_id = host.id AND host_config.active
       WHERE enabled`);
    const names = [...new Set((arches ?? '').split(/\s+/).filter(Boolean))].sort();
    if (enabled === 0) {
      found.step('no host is enabled', {
        when: 'after',
        todo: "enable Koji's builders again, or make one with 'koji-hub user add NAME --host ARCHES --password-file FILE'",
      });
    } else {
      found.works(
        `${counted(enabled, 'host is', 'hosts are')} enabled, for ${listed(names)}: Koji's kojid goes on working with this hub as it is`,
      );
    }
    if (silent > 0) {
      found.works(`${counted(silent, 'of them has', 'of them have')} not been heard of for a day`);
    }
  });
  await lookAt(found, 'the channels', async () => {
    const idle = await db.rows<{ name: string }>(sql`
      SELECT name FROM channels
       WHERE enabled AND NOT EXISTS (
         SELECT 1 FROM host_channels JOIN host_config
             ON host_config.host_id = host_channels.host_id AND host_config.active AND host_config.enabled
          WHERE host_channels.channel_id = channels.id AND host_channels.active)
       ORDER BY name LIMIT 100`);
    if (idle.length > 0) {
      found.works(
        `no enabled host is in ${listed(idle.map(({ name }) => name))}: tasks for these channels wait, as with Koji`,
      );
    }
  });
  return found.all;
}
