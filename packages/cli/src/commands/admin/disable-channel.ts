import { switchChannels } from '../../hosts/switch-channels.js';

export const disableChannel = switchChannels('disableChannel', { summary: 'Disable channels' });
