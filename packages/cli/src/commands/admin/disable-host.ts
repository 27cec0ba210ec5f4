import { switchHosts } from '../../hosts/switch-hosts.js';

export const disableHost = switchHosts('disableHost', { summary: 'Disable build hosts' });
