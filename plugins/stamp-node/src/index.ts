/**
 * What turns a plan of a stamp into files, checks them, and brings them into
 * the estate.
 *
 * @packageDocumentation
 */

export * from './Estate';
export * from './render';
export * from './client';
