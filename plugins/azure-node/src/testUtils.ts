/**
 * For tests of what talks to Azure.
 *
 * @packageDocumentation
 */

export * from './testUtils/PublishedApi';
