/** Paths of secrets, in bytes, and how they are planted besides as a file with a mark in it. */
const FILES = [
  '/tmp/krb5cc_0',
  '/tmp/krb5cc_1000_AbCdEf',
  '/tmp/krb5cc_\xff',
  '/tmp/krb5cc_\nnext',
  '/etc/krb5.keytab',
  '/etc/httpd/conf/http.keytab',
  '/home/user/etc/user.keytab',
  '/home/user/tmp/krb5cc_7',
  '/home/user/krb5cc',
  '/run/user/1000/krb5cc',
  '/run/user/1000/bus-token',
  '/builddir/KRB5.KEYTAB',
  '/builddir/TMP/KRB5CC_2',
  '/builddir/build/BUILD/pkg/etc/deep.keytab',
  `/builddir/${`${'long'.repeat(20)}/`.repeat(5)}host.keytab`,
  '/root/.ssh/id_rsa',
  '/root/.netrc',
  '/home/user/.aws/credentials',
  // By the configuration.
  '/etc/app.secret',
  '/tmp/named_secret',
  '/opt/a/token',
  '/var/work/hidden-1',
  // What is secret by another name of it: see the links below.
  '/opt/plain-name',
  '/var/plain-folder/inside',
];

/** Links, target first. A link that is no secret itself stays. */
const HARD_LINKS = [
  ['/etc/krb5.keytab', '/builddir/notes.txt'],
  ['/tmp/krb5cc_0', '/usr/share/harmless'],
] as const;
const LINKS = [
  ['../opt/plain-name', '/etc/linked.keytab'],
  ['/var/plain-folder', '/etc/folder.keytab'],
  ['var/work', '/linked-work'],
] as const;

/** Everything that must not be in an archive, as paths of the reference tree. */
export const SECRETS: readonly string[] = [
  ...FILES,
  ...HARD_LINKS.map(([, path]) => path),
  '/etc/linked.keytab',
  '/etc/folder.keytab',
];

/** What is left out as a whole because a folder of it is secret. */
const SECRET_FOLDERS = ['/run/user/1000', '/var/plain-folder'];

/** A shell command that plants secrets and files of all kinds, and then fails with status 3. */
export const PLANT = [
  'set -e',
  ...FILES.flatMap((path, index) => [
    `mkdir -p ${quote(path.slice(0, path.lastIndexOf('/')) || '/')}`,
    `echo SECRET-${index + 1} > ${quote(path)}`,
  ]),
  'mkdir -p /usr/share',
  ...HARD_LINKS.map(([target, path]) => `ln ${quote(target)} ${quote(path)}`),
  ...LINKS.map(([target, path]) => `ln -s ${quote(target)} ${quote(path)}`),
  'cd /builddir',
  'echo kept > /var/work/visible',
  'echo suid > suid; chmod 4755 suid; chmod 1777 /var/tmp',
  'echo owned > owned; chown 1234:5678 owned',
  'mkdir closed; echo closed > closed/file; chmod 000 closed/file; chmod 500 closed',
  'mkfifo pipe',
  'ln -s /etc/passwd absolute; ln -s ../../../../../../../../etc/shadow outside; ln -s nowhere dangling',
  'echo one > one; ln one two',
  `echo latin > ${quote('caf\xe9')}; echo utf > ${quote(Buffer.from('café').toString('latin1'))}`,
  `echo line > ${quote('two\nlines')}; echo space > ${quote(' spaced  name ')}; echo dash > ./-rf`,
  `mkdir -p ${quote(`${'deep'.repeat(25)}/`.repeat(4))}; echo deep > ${quote(`${'deep'.repeat(25)}/`.repeat(4))}file`,
  `echo long > ${quote('n'.repeat(255))}; ln -s ${quote('t'.repeat(300))} longlink`,
  'truncate -s 200M sparse; dd if=/dev/urandom of=sparse bs=1M count=3 seek=100 conv=notrunc 2>/dev/null',
  'truncate -s 30M hole; dd if=/dev/urandom of=data bs=1M count=3 2>/dev/null; : > empty',
  'touch -d 1960-01-01 /builddir/old 2>/dev/null || touch old',
  'mkdir emptied; rm -rf /usr/bin/mv',
  'exit 3',
].join('\n');

/** Reads what two trees differ in: secrets that are still there, and what is lost though it is none. */
export function compareSecrets(
  lost: readonly string[],
  below = '',
): { stillThere: string[]; lostToo: string[] } {
  const wanted = SECRETS.filter((path) => path.startsWith(below));
  const gone = new Set(lost.filter((line) => line.startsWith('- ')).map((line) => line.slice(2)));
  const isSecret = (path: string) =>
    wanted.includes(path) ||
    SECRET_FOLDERS.some((folder) => path === folder || path.startsWith(`${folder}/`));
  return {
    stillThere: wanted.filter((path) => !gone.has(path)),
    lostToo: lost.filter((line) => !line.startsWith('- ') || !isSecret(line.slice(2))),
  };
}

/* For bash, byte by byte where it has to be. */
function quote(path: string): string {
  const escaped = path.replace(
    /[^\x20-\x7e]|['\\]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `$'${escaped}'`;
}
