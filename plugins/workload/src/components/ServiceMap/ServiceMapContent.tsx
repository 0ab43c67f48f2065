import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex } from '@backstage/ui';
import {
  ReadView,
  useLatest,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { useLiveRead } from '../live/useLiveRead';
import { ServiceMap } from './ServiceMap';
import { TimeTravel } from './TimeTravel';
import { serviceMapTranslationRef } from './translation';
import { useMapQuery } from './useMapQuery';

const UNHEARD_MS = 5_000;

/** The service map of a workload: what it is made of, what is ill, why, and whom to call. */
export function ServiceMapContent() {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const api = useApi(workloadApiRef);
  const name = useWorkloadName();
  const { query, change } = useMapQuery();
  const { at } = query;
  const read = useLatest(
    useLiveRead(name, () => api.getMap(name, { at }), [api, name, at], {
      unheardMs: UNHEARD_MS,
      isPast: at !== undefined,
    }),
  );
  return (
    <Flex direction="column" gap="3">
      {(query.back || at) && <TimeTravel query={query} onChange={change} />}
      <ReadView
        read={read}
        empty={{
          // The workload itself is always there.
          when: map => map.nodes.length < 2,
          title: t('empty'),
          description: t('emptyHow'),
        }}
      >
        {map => <ServiceMap map={map} query={query} onChange={change} />}
      </ReadView>
    </Flex>
  );
}
