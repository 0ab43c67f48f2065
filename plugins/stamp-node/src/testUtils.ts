/**
 * Git hosts for tests, over real repositories.
 *
 * @packageDocumentation
 */

export * from './testUtils/AzureDevOpsServer';
export * from './testUtils/BareRepository';
export * from './testUtils/GitHubServer';
export * from './testUtils/GitLabServer';
export * from './testUtils/GitServer';
