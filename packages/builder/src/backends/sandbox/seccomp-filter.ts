/** Numbers of the system calls that a filter looks at, for one instruction set that the kernel runs. */
interface CallNumbers {
  /** The kernel's AUDIT_ARCH value. */
  readonly arch: number;
  readonly clone: number;
  readonly unshare: number;
  readonly clone3: number;
  readonly refused: readonly number[];
}

/*
 * In this order: add_key, request_key, keyctl, bpf, perf_event_open, userfaultfd, kexec_load, kexec_file_load, init_module,
 * finit_module, delete_module, open_by_handle_at, setns, io_uring_setup, io_uring_enter, io_uring_register. The numbers
 * are the kernel's; i386 has no kexec_file_load.
 */
const CALLS: Readonly<Record<string, readonly CallNumbers[]>> = {
  x86_64: [
    {
      arch: 0xc000003e,
      clone: 56,
      unshare: 272,
      clone3: 435,
      refused: [248, 249, 250, 321, 298, 323, 246, 320, 175, 313, 176, 304, 308, 425, 426, 427],
    },
    {
      arch: 0x40000003,
      clone: 120,
      unshare: 310,
      clone3: 435,
      refused: [286, 287, 288, 357, 336, 374, 283, 128, 350, 129, 342, 346, 425, 426, 427],
    },
  ],
  aarch64: [
    {
      arch: 0xc00000b7,
      clone: 220,
      unshare: 97,
      clone3: 435,
      refused: [217, 218, 219, 280, 241, 282, 104, 294, 105, 273, 106, 265, 268, 425, 426, 427],
    },
    {
      arch: 0x40000028,
      clone: 120,
      unshare: 337,
      clone3: 435,
      refused: [309, 310, 311, 386, 364, 388, 347, 401, 128, 379, 129, 371, 375, 425, 426, 427],
    },
  ],
};

/** Codes of the kernel's packet filter machine. */
const LOAD = 0x20;
const IF_EQUAL = 0x15;
const IF_AT_LEAST = 0x35;
const IF_ANY_BIT = 0x45;
const RETURN = 0x06;

const NUMBER = 0;
const ARCH = 4;
const FIRST_ARGUMENT = 16;
const CLONE_NEWUSER = 0x10000000;
/** Numbers from here on are the x32 calls, which nothing needs and which would get past the list. */
const X32 = 0x40000000;

const ALLOW = 0x7fff0000;
const refuse = (error: number): number => 0x00050000 + error;
const EPERM = 1;
/** For clone3, whose flags a filter cannot see: the C library then takes clone. */
const ENOSYS = 38;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/**
 * A system call filter as the kernel reads it: no key rings, no user namespaces, and none of the calls that programs of
 * a build do not need and that have opened kernels before. Undefined for machines whose numbers are not known here.
 */
export function seccompFilter(machine: string): Buffer | undefined {
  const sets = CALLS[machine];
  if (sets === undefined) return undefined;
  const program: Instruction[] = [[LOAD, 0, 0, ARCH]];
  for (const numbers of sets) {
    const section = checks(numbers);
    program.push([IF_EQUAL, 0, section.length, numbers.arch], ...section);
  }
  program.push([RETURN, 0, 0, refuse(EPERM)]);
  const bytes = Buffer.alloc(program.length * 8);
  for (const [index, [code, ifTrue, ifFalse, value]] of program.entries()) {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(ifTrue, index * 8 + 2);
    bytes.writeUInt8(ifFalse, index * 8 + 3);
    bytes.writeUInt32LE(value, index * 8 + 4);
  }
  return bytes;
}

function checks({ clone, unshare, clone3, refused }: CallNumbers): Instruction[] {
  return [
    [LOAD, 0, 0, NUMBER],
    [IF_AT_LEAST, 0, 1, X32],
    [RETURN, 0, 0, refuse(EPERM)],
    ...newUserNamespace(clone),
    ...newUserNamespace(unshare),
    ...refusal(clone3, ENOSYS),
    ...refused.flatMap((number) => refusal(number, EPERM)),
    [RETURN, 0, 0, ALLOW],
  ];
}

function refusal(number: number, error: number): Instruction[] {
  return [
    [IF_EQUAL, 0, 1, number],
    [RETURN, 0, 0, refuse(error)],
  ];
}

function newUserNamespace(number: number): Instruction[] {
  return [
    [IF_EQUAL, 0, 4, number],
    [LOAD, 0, 0, FIRST_ARGUMENT],
    [IF_ANY_BIT, 0, 1, CLONE_NEWUSER],
    [RETURN, 0, 0, refuse(EPERM)],
    [LOAD, 0, 0, NUMBER],
  ];
}
