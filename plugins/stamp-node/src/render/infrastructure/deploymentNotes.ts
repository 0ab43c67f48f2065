import type { StampPlan } from '@plumbline/plugin-stamp-common';
import { frontDoorOf, registryHost, registryOf } from './azureReference';

/** What a reviewer must see to before the stamp is deployed, because the catalog does not know enough. */
export function deploymentNotes(plan: StampPlan): string[] {
  const notes: string[] = [];
  if (!frontDoorOf(plan)) {
    notes.push(
      'The catalog knows no Front Door of the workload with its place in Azure (an Azure id, or name and resource group): the stamp will take no traffic, and any Front Door may call it.',
    );
  }
  const host = registryHost(plan.image);
  if (host.endsWith('.azurecr.io') && !registryOf(plan)) {
    notes.push(
      `The image comes from ${host}, whose place in Azure the catalog does not know: give the stamp's identity the role AcrPull there before the first release.`,
    );
  }
  return notes;
}
