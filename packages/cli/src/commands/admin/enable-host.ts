import { switchHosts } from '../../hosts/switch-hosts.js';

export const enableHost = switchHosts('enableHost', { summary: 'Enable build hosts' });
