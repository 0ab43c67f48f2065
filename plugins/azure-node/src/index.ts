/**
 * How back ends sign in to Azure and read from it.
 *
 * @packageDocumentation
 */

export * from './addresses';
export * from './createCredential';
export * from './readHttpsUrl';
export * from './readSignIn';
export * from './reading/AzureFailure';
export * from './reading/ConnectionOptions';
export * from './reading/RestReader';
export * from './reading/Turnstile';
export * from './reading/guardPolicy';
export * from './reading/readPages';
