import { existsSync, statSync } from 'node:fs';
import type { StageStep } from './stage.js';

const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty'];

const TERMINALS = 'newinstance,ptmxmode=0666,mode=0620';

/** Where the kernel takes orders, for the whole machine or without asking for a capability. */
const READ_ONLY = ['bus', 'fs', 'irq', 'sys', 'sysrq-trigger'];

/** What tells of the kernel's memory, of other users' keys, or of the hardware; most of it asks for root's id alone. */
const HIDDEN = [
  'acpi',
  'asound',
  'driver',
  'dynamic_debug',
  'iomem',
  'ioports',
  'kallsyms',
  'kcore',
  'key-users',
  'keys',
  'kmsg',
  'kpagecgroup',
  'kpagecount',
  'kpageflags',
  'latency_stats',
  'mtrr',
  'pagetypeinfo',
  'sched_debug',
  'scsi',
  'slabinfo',
  'timer_list',
  'timer_stats',
  'vmallocinfo',
];

interface Mount {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly options: string;
}

/**
 * Gives a root a `/dev` with the harmless devices of the host and nothing else, and a `/proc` of its process namespace in
 * which nothing of the machine can be changed.
 */
export function rootSteps(root: string): StageStep[] {
  const [dev, proc] = [`${root}/dev`, `${root}/proc`];
  const present = (name: string): boolean => existsSync(`/proc/${name}`);
  const mounts: readonly Mount[] = [
    ...DEVICES.map((name) => bind(`/dev/${name}`, `${dev}/${name}`, 'bind')),
    { source: 'devpts', target: `${dev}/pts`, type: 'devpts', options: TERMINALS },
    { source: 'tmpfs', target: `${dev}/shm`, type: 'tmpfs', options: 'mode=1777,nosuid,nodev' },
    { source: 'proc', target: proc, type: 'proc', options: 'nosuid,nodev,noexec' },
    ...READ_ONLY.filter(present).map((name) =>
      bind(`${proc}/${name}`, `${proc}/${name}`, 'bind,ro,nosuid,nodev,noexec'),
    ),
    ...HIDDEN.filter(present).map((name) => hide(`${proc}/${name}`, statSync(`/proc/${name}`).isDirectory())),
  ];
  return [
    ['dir', dev],
    ['dir', proc],
    ['mount', 'tmpfs', 'mode=0755,nosuid', 'tmpfs', dev],
    ...DEVICES.map((name): StageStep => ['file', `${dev}/${name}`]),
    ['dir', `${dev}/pts`],
    ['dir', `${dev}/shm`],
    ['link', 'pts/ptmx', `${dev}/ptmx`],
    ['link', '/proc/self/fd', `${dev}/fd`],
    ['link', '/proc/self/fd/0', `${dev}/stdin`],
    ['link', '/proc/self/fd/1', `${dev}/stdout`],
    ['link', '/proc/self/fd/2', `${dev}/stderr`],
    // For the programs that set up the rest: bubblewrap looks for itself in it.
    ['mount', 'proc', 'nosuid,nodev,noexec', 'proc', '/proc'],
    ['mounts', `${dev}/.mounts`, mounts.map(tableLine).join('')],
  ];
}

function bind(source: string, target: string, options: string): Mount {
  return { source, target, type: 'none', options };
}

function hide(target: string, isFolder: boolean): Mount {
  if (!isFolder) return bind('/dev/null', target, 'bind');
  return { source: 'tmpfs', target, type: 'tmpfs', options: 'ro,mode=0555,nosuid,nodev,noexec' };
}

function tableLine({ source, target, type, options }: Mount): string {
  return `${tableField(source)} ${tableField(target)} ${type} ${options} 0 0\n`;
}

function tableField(text: string): string {
  return text.replace(/[\\ \t\n]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
