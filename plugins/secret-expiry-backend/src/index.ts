/**
 * The secret-expiry back end: inventory, warning stages and API.
 *
 * @packageDocumentation
 */

export { secretExpiryPlugin as default } from './plugin';
