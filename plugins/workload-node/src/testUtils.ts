/**
 * For tests of back ends.
 *
 * @packageDocumentation
 */

export * from './testUtils/askRoutes';
export * from './testUtils/checkAnswer';
export * from './testUtils/mockCallers';
