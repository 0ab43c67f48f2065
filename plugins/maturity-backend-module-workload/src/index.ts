/**
 * Fact sources of maturity: SLOs, credentials, stamps and health.
 *
 * @packageDocumentation
 */

export { maturityModuleWorkload as default } from './module';
