import { EventsService } from '@backstage/plugin-events-node';
import {
  credentialsFactSchema,
  healthFactSchema,
  sloFactSchema,
  stampsFactSchema,
} from '@plumbline/plugin-maturity-common';
import { FactSourcesExtensionPoint } from '@plumbline/plugin-maturity-node';
import {
  ENTITIES_TOPIC,
  EntitiesChanged,
  HEALTH_TOPIC,
  HealthChanged,
  SUMMARIES_TOPIC,
  SummariesChanged,
  ReportingFamily,
} from '@plumbline/plugin-workload-common';

/** Which source reads what a family says. */
const SOURCE_OF_FAMILY: Partial<Record<ReportingFamily, string>> = {
  slo: sloFactSchema.source,
  'secret-expiry': credentialsFactSchema.source,
};

/** Has facts collected of just the workloads that events name. */
export async function followEvents(options: {
  events: EventsService;
  sources: Pick<FactSourcesExtensionPoint, 'requestCollection'>;
}): Promise<void> {
  const { events, sources } = options;
  const follow = <Payload extends { workloadRefs: string[] }>(
    id: string,
    topic: string,
    sourceOf: (payload: Payload) => string | undefined,
  ) =>
    events.subscribe({
      id,
      topics: [topic],
      async onEvent({ eventPayload }) {
        const payload = eventPayload as Payload;
        const sourceId = sourceOf(payload);
        if (sourceId) {
          sources.requestCollection(sourceId, payload.workloadRefs);
        }
      },
    });
  await follow<SummariesChanged>(
    'facts-of-families',
    SUMMARIES_TOPIC,
    ({ family }) => SOURCE_OF_FAMILY[family],
  );
  await follow<EntitiesChanged>(
    'facts-of-stamps',
    ENTITIES_TOPIC,
    () => stampsFactSchema.source,
  );
  await follow<HealthChanged>(
    'facts-of-health',
    HEALTH_TOPIC,
    () => healthFactSchema.source,
  );
}
