/**
 * SLI source: the Prometheus HTTP API.
 *
 * @packageDocumentation
 */

export { sloModulePrometheus as default } from './module';
