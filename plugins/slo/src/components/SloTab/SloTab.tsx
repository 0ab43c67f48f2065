import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { Flex } from '@backstage/ui';
import {
  Heading,
  ReadView,
  useRead,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { sloApiRef } from '../../api/SloApi';
import { sloTranslationRef } from '../../translation';
import { SloFindings } from '../SloFindings/SloFindings';
import { SloPanel } from '../SloPanel/SloPanel';

const EVERY_MS = 30_000;

/** The tab with the SLOs of a workload. */
export function SloTab() {
  const { t } = useTranslationRef(sloTranslationRef);
  const sloApi = useApi(sloApiRef);
  const { namespace, name } = useWorkloadName();
  const slos = useRead(
    () => sloApi.getSlos({ namespace, name }),
    [sloApi, namespace, name],
    { everyMs: EVERY_MS },
  );
  const history = useRead(
    () => sloApi.getHistory({ namespace, name }),
    [sloApi, namespace, name],
    { everyMs: EVERY_MS },
  );
  const historyOf = (id: string) =>
    history.value?.histories.find(item => item.id === id)?.points;
  return (
    <ReadView
      read={slos}
      empty={{
        when: value =>
          value.slos.length === 0 && value.documentErrors.length === 0,
        title: t('tab.emptyTitle'),
        description: t('tab.emptyDescription', {
          workloadRef: stringifyEntityRef({
            kind: 'system',
            namespace,
            name,
          }),
        }),
      }}
    >
      {value => (
        <Flex direction="column" gap="4">
          <Heading level={2}>{t('tab.heading')}</Heading>
          <SloFindings value={value} />
          {value.slos.map(slo => (
            <SloPanel key={slo.id} slo={slo} history={historyOf(slo.id)} />
          ))}
          {history.error && !slos.error && (
            <ReadView read={history}>{() => null}</ReadView>
          )}
        </Flex>
      )}
    </ReadView>
  );
}
