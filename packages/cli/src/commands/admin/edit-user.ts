import { list, text } from '@kojikit/command-line';
import { parseArgument } from '../../arguments/parse-argument.js';
import { coreCommand } from '../../core-command.js';
import { LoggedError } from '../../errors.js';
import { oneUser } from '../../users/user-arguments.js';

export const editUser = coreCommand({
  summary: 'Change a user',
  usage: '<username> [options]',
  options: {
    rename: text('--rename', { help: 'new name' }),
    editKrb: list('--edit-krb', { metavar: 'OLD=NEW', help: 'change a Kerberos principal' }),
    addKrb: list('--add-krb', { metavar: 'KRB', help: 'add a Kerberos principal' }),
    removeKrb: list('--remove-krb', { metavar: 'KRB', help: 'remove a Kerberos principal' }),
  },
  async run({ args, hub, options, activateSession }) {
    const name = oneUser(args, 'edit');
    await activateSession();
    const principals = [
      ...options.editKrb.map((pair) => {
        const equals = pair.indexOf('=');
        if (equals < 0) throw new LoggedError('ValueError', `not of the form OLD=NEW: ${pair}`);
        return { old: principal(pair.slice(0, equals)), new: principal(pair.slice(equals + 1)) };
      }),
      ...options.addKrb.map((added) => ({ old: null, new: principal(added) })),
      ...options.removeKrb.map((removed) => ({ old: principal(removed), new: null })),
    ];
    await hub.call('editUser', { userInfo: name, name: options.rename, krb_principal_mappings: principals });
  },
});

/** A principal as it was typed, which may be the word for none. */
function principal(word: string): string | null {
  const value = parseArgument(word);
  return value === null ? null : typeof value === 'string' ? value : word;
}
