/**
 * Health, service map and portfolio of workloads.
 *
 * @packageDocumentation
 */

export { workloadPlugin as default } from './plugin';
