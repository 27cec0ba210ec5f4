/** What consumers of the messages need: schemas and types of the bodies. */
export { bodySchemas, jsonSchema, type MessageBody, type MessageType } from './messages/schemas.js';
