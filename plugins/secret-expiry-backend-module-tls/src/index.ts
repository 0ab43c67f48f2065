/**
 * Credential source: the certificates that TLS endpoints show.
 *
 * @packageDocumentation
 */

export { secretExpiryModuleTls as default } from './module';
