/**
 * What turns a plan of a stamp into files, checks them, and brings them into
 * the estate.
 *
 * @packageDocumentation
 */

export * from './changes';
export * from './check';
export * from './Estate';
export * from './estate';
export * from './planner';
export * from './render';
export * from './client';
export * from './validate';
