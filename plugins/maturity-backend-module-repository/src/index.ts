/**
 * Fact source: source repositories.
 *
 * @packageDocumentation
 */

export { maturityModuleRepository as default } from './module';
