export { AmqpPeer, type AmqpPeerOptions, type PeerAnswer, type PeerMessage } from './amqp-peer.js';
