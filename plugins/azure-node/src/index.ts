/**
 * How back ends sign in to Azure.
 *
 * @packageDocumentation
 */

export * from './createCredential';
export * from './readHttpsUrl';
export * from './readSignIn';
