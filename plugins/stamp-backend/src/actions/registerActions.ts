import { ActionOptions } from './ActionOptions';
import { registerListStamps } from './listStamps';
import { registerPlanStamp } from './planStamp';
import { registerProposeStamp } from './proposeStamp';

/** Registers what agents may ask the stamp back end. */
export function registerActions(options: ActionOptions) {
  registerListStamps(options);
  registerPlanStamp(options);
  registerProposeStamp(options);
}
