/**
 * For tests of back ends.
 *
 * @packageDocumentation
 */

export * from './testUtils/checkAnswer';
