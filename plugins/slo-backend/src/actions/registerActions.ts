import { AlertStore } from '../store/AlertStore';
import { TimelineStore } from '../store/TimelineStore';
import { ActionOptions } from './ActionOptions';
import { registerExplainSlo } from './explainSlo';
import { registerGetSloStatus } from './getSloStatus';
import { registerListSlos } from './listSlos';
import { registerWhatBurnedMyBudget } from './whatBurnedMyBudget';

/** Registers what agents may ask the slo back end. */
export function registerActions(
  options: ActionOptions & { alerts: AlertStore; timeline: TimelineStore },
) {
  registerListSlos(options);
  registerGetSloStatus(options);
  registerExplainSlo(options);
  registerWhatBurnedMyBudget(options);
}
