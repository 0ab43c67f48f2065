/**
 * For tests of pages.
 *
 * @packageDocumentation
 */

export * from './testUtils/entityPage';
