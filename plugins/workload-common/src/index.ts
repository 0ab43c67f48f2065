/**
 * What workloads, stamps and resources are; what the families say about them;
 * how health flows through them.
 *
 * @packageDocumentation
 */

export * from './address';
export * from './api';
export * from './entity';
export * from './environment';
export * from './facts';
export * from './graph';
export * from './health';
export * from './may';
export * from './model';
export * from './permissions';
export * from './portfolio';
export * from './summary';
export * from './yamlPlaces';
