import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  credentialsFactSchema,
  sloFactSchema,
} from '@plumbline/plugin-maturity-common';
import { factSourcesExtensionPoint } from '@plumbline/plugin-maturity-node';
import { readPlacementPolicy } from '@plumbline/plugin-stamp-common';
import { BackendClient, FamilyClient } from '@plumbline/plugin-workload-node';
import { HealthFactSource } from './HealthFactSource';
import { StampFactSource } from './StampFactSource';
import { SummaryFactSource } from './SummaryFactSource';
import { followEvents } from './followEvents';

/** Adds the fact sources `slo`, `credentials`, `stamps` and `health` to the maturity back end. */
export const maturityModuleWorkload = createBackendModule({
  pluginId: 'maturity',
  moduleId: 'workload',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        sources: factSourcesExtensionPoint,
      },
      async init({ auth, config, discovery, events, sources }) {
        const backends = new BackendClient({ auth, discovery });
        const client = new FamilyClient(backends);
        sources.addSource(
          new SummaryFactSource({
            schema: sloFactSchema,
            family: 'slo',
            client,
          }),
        );
        sources.addSource(
          new SummaryFactSource({
            schema: credentialsFactSchema,
            family: 'secret-expiry',
            client,
          }),
        );
        sources.addSource(new StampFactSource(readPlacementPolicy(config)));
        sources.addSource(new HealthFactSource(backends));
        await followEvents({ events, sources });
      },
    });
  },
});
