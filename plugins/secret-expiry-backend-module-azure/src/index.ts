/**
 * secret-expiry sources: Azure Key Vault and Microsoft Graph. They list dates
 * and policies; no code of this package can read a value.
 *
 * @packageDocumentation
 */

export { secretExpiryModuleAzure as default } from './module';
