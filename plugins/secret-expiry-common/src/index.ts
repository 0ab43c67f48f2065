/**
 * What credentials are, when they warn, and how an inventory of them is
 * written. Metadata only: nothing here can hold a value.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './credential';
export * from './facts';
export * from './inventory/inventory';
export { parseInventory } from './inventory/parseInventory';
export * from './judgement';
export * from './lifetime';
export * from './permissions';
export * from './renewal';
export * from './rotationHistory';
export * from './stages';
export * from './timeLeft';
