/**
 * Git hosts for tests, over real repositories.
 *
 * @packageDocumentation
 */

export * from './testUtils/BareRepository';
export * from './testUtils/GitHubServer';
export * from './testUtils/GitServer';
