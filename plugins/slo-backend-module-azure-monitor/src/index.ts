/**
 * SLI sources: Azure Monitor logs and metrics.
 *
 * @packageDocumentation
 */

export { sloModuleAzureMonitor as default } from './module';
