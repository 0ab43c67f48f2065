/**
 * Plans, statuses and drift of stamps: store and API.
 *
 * @packageDocumentation
 */

export { stampPlugin as default } from './plugin';
