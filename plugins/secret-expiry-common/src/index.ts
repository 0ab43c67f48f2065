/**
 * What credentials are, when they warn, and how an inventory of them is
 * written. Metadata only: nothing here can hold a value.
 *
 * @packageDocumentation
 */

export * from './acknowledgement';
export * from './api';
export * from './credential';
export * from './credentialFindings';
export * from './escalation';
export * from './explainJudgement';
export * from './facts';
export * from './findings';
export * from './identity';
export * from './inventory/inventory';
export {
  dateInWords,
  durationInWords,
  momentInWords,
  spanInWords,
} from './inWords';
export { parseInventory } from './inventory/parseInventory';
export * from './judgement';
export * from './lifetime';
export * from './permissions';
export * from './policy';
export * from './renewal';
export * from './rotationHistory';
export * from './stages';
export * from './supersession';
export * from './timeLeft';
export * from './urgency';
export * from './vaultFindings';
