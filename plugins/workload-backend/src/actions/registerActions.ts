import { ActionOptions } from './ActionOptions';
import { registerAcknowledgeIncident } from './acknowledgeIncident';
import { registerGetWorkloadHealth } from './getWorkloadHealth';
import { registerListAffectedWorkloads } from './listAffectedWorkloads';
import { registerListIncidents } from './listIncidents';
import { registerListWorkloadsNeedingSomeone } from './listWorkloadsNeedingSomeone';
import { registerPushHealthSignal } from './pushHealthSignal';
import { registerWhatChangedSince } from './whatChangedSince';

/** Registers what agents can ask and do on behalf of a person. */
export function registerActions(options: ActionOptions) {
  registerListWorkloadsNeedingSomeone(options);
  registerGetWorkloadHealth(options);
  registerWhatChangedSince(options);
  registerListAffectedWorkloads(options);
  registerPushHealthSignal(options);
  registerListIncidents(options);
  registerAcknowledgeIncident(options);
}
