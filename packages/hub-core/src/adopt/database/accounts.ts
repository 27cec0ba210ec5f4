import sql from 'sql-template-tag';
import type { HubConfig } from '../../config/index.js';
import { Findings, type Finding } from '../finding.js';
import { counted } from '../report/words.js';
import { lookAt, type SiteDatabase } from './site-database.js';

/** More users than this are not looked at one by one. */
const MOST_USERS = 200_000;

interface Accounts {
  readonly all: number;
  readonly plain: number;
  readonly principals: number;
  readonly bare: number;
  readonly admins: number;
}

/** How users of the site log in. */
export async function lookAtAccounts(db: SiteDatabase, config: HubConfig): Promise<Finding[]> {
  const found = new Findings('accounts');
  await lookAt(found, 'the users', async () => {
    const { all, plain, principals, bare, admins } = await db.row<Accounts>(sql`
      SELECT count(*)::int AS all,
             count(*) FILTER (WHERE password <> '')::int AS plain,
             count(*) FILTER (WHERE has_principal)::int AS principals,
             count(*) FILTER (WHERE NOT has_principal AND COALESCE(password, '') = '')::int AS bare,
             (SELECT count(*) FROM user_perms JOIN permissions ON permissions.id = perm_id
               WHERE permissions.name = 'admin' AND active)::int AS admins
        FROM (SELECT password, EXISTS (SELECT 1 FROM user_krb_principals WHERE user_id = users.id) AS has_principal
                FROM users WHERE usertype IN (0, 1) AND status = 0 LIMIT ${MOST_USERS}) AS known`);
    const many = all === MOST_USERS ? `the first ${counted(all, 'user')}` : counted(all, 'user');
    found.works(`${many} and hosts can log in, ${counted(admins, 'admin')}`);
    if (principals > 0) {
      found.step(`${counted(principals, 'of them has', 'of them have')} a Kerberos principal`, {
        when: 'configure',
        todo: 'put a web server with mod_auth_gssapi in front of the hub, which checks the tickets and sends Remote-User, and name its address in TrustedProxies',
      });
    }
    if (bare > 0)
      found.works(
        `${counted(bare, 'of them has', 'of them have')} neither password nor principal: client certificates are theirs`,
      );
    if (plain > 0) {
      found.step(
        `${counted(plain, 'of them has', 'of them have')} a password, which Koji keeps in clear text`,
        {
          when: 'after',
          todo: "passwords go on working; 'koji-hub user add NAME --password-file FILE' sets one again and keeps a digest instead, which Koji's own hub cannot check",
        },
      );
    }
    if (admins === 0) {
      found.step('nobody is an admin', {
        when: 'after',
        todo: 'koji-hub init --admin NAME --password-file FILE makes one',
      });
    }
    if (!config.SharedSessions)
      found.works('sessions are kept as digests (SharedSessions = off): those of Koji end with the move');
  });
  return found.all;
}
