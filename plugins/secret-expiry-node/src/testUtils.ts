/**
 * For tests of sources.
 *
 * @packageDocumentation
 */

export * from './testUtils/CertificateWorkshop';
export * from './testUtils/listSource';
