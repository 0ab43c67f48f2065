/**
 * What workloads, stamps and resources are; what the families say about them.
 *
 * @packageDocumentation
 */

export * from './model';
export * from './permissions';
export * from './summary';
