import { switchChannels } from '../../hosts/switch-channels.js';

export const enableChannel = switchChannels('enableChannel', { summary: 'Enable channels' });
