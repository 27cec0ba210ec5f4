import { kojiHub } from './site.mjs';

// The `--setpassword-cmd` of a replayer: gives the user PW_USER the password PW_PASSWORD.
const { PW_USER: user, PW_PASSWORD: password } = process.env;
if (!user || !password) throw new Error('PW_USER and PW_PASSWORD say whose password to set');
kojiHub(['user', 'add', user, '--password-file', '-'], `${password}\n`);
