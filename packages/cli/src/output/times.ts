export { formatTime, formatTimeC, formatTimeLong, hubDate } from '@kojikit/command-line';
