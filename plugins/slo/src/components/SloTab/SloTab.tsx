import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import {
  EmptyState,
  Heading,
  ReadView,
} from '@plumbline/plugin-workload-react';
import { sloApiRef } from '../../api/SloApi';
import { sloTranslationRef } from '../../translation';
import { Agreement } from '../Agreement/Agreement';
import { Maintenance } from '../Maintenance/Maintenance';
import { SloFindings } from '../SloFindings/SloFindings';
import { SloPanel } from '../SloPanel/SloPanel';
import { ReportsLink } from '../report/ReportsLink';
import { SloSummaryTable } from '../SloSummaryTable/SloSummaryTable';
import { eventsOf } from './eventsOf';
import { SloGroup, groupByStamp } from './groupByStamp';
import { useAnchor } from './useAnchor';
import { useWorkloadSlos } from './useWorkloadSlos';

/** The tab with the SLOs of a workload, what its SLA rests on, and its maintenance. */
export function SloTab() {
  const { t } = useTranslationRef(sloTranslationRef);
  const sloApi = useApi(sloApiRef);
  const { workload, slos, history, timeline, agreement, exclusions } =
    useWorkloadSlos();
  useAnchor(slos.value !== undefined);
  const historyOf = (id: string) =>
    history.value?.histories.find(item => item.id === id)?.points;
  const groups = groupByStamp(slos.value?.slos ?? []);
  const isOnlyWhole = groups.length === 1 && !groups[0].stampRef;

  const panelsOf = (group: SloGroup, level: 3 | 4) =>
    group.slos.map(slo => (
      <SloPanel
        key={slo.id}
        slo={slo}
        level={level}
        history={historyOf(slo.id)}
        events={eventsOf(
          slo,
          timeline.value?.events ?? [],
          exclusions.value?.exclusions ?? [],
        )}
        transitions={(timeline.value?.alerts ?? []).filter(
          ({ objectiveId }) => objectiveId === slo.id,
        )}
      />
    ));

  return (
    <ReadView read={slos}>
      {value => (
        <Flex direction="column" gap="4">
          <Flex
            align="center"
            justify="between"
            gap="3"
            style={{ flexWrap: 'wrap' }}
          >
            <Heading level={2}>{t('tab.heading')}</Heading>
            <ReportsLink workload={workload} />
          </Flex>
          {value.slos.length === 0 && value.documentErrors.length === 0 && (
            <EmptyState
              title={t('tab.emptyTitle')}
              description={t('tab.emptyDescription', {
                workloadRef: stringifyEntityRef({
                  kind: 'system',
                  ...workload,
                }),
              })}
            />
          )}
          <SloFindings value={value} />
          {value.slos.length > 1 && <SloSummaryTable slos={value.slos} />}
          {[history, timeline].map(
            (read, index) =>
              read.error &&
              !slos.error && (
                <ReadView key={index} read={{ ...read, value: undefined }}>
                  {() => null}
                </ReadView>
              ),
          )}
          {isOnlyWhole
            ? panelsOf(groups[0], 3)
            : groups.map(group => (
                <Flex key={group.stampRef ?? ''} direction="column" gap="4">
                  <Heading level={3}>
                    {group.stampRef ? (
                      <>
                        {t('tab.stamp')}{' '}
                        <EntityRefLink entityRef={group.stampRef} hideIcon />
                      </>
                    ) : (
                      t('tab.whole')
                    )}
                  </Heading>
                  {panelsOf(group, 4)}
                </Flex>
              ))}
          <Agreement
            read={agreement}
            slos={value.slos}
            onEdit={async edit => {
              await sloApi.correctHotPath(workload, edit);
              agreement.retry();
              slos.retry();
            }}
          />
          {value.slos.length > 0 && (
            <Maintenance
              read={exclusions}
              slos={value.slos}
              onAdd={async exclusion => {
                await sloApi.addExclusion(workload, exclusion);
                exclusions.retry();
                timeline.retry();
              }}
              onRevoke={async id => {
                await sloApi.revokeExclusion(workload, id);
                exclusions.retry();
                timeline.retry();
              }}
            />
          )}
        </Flex>
      )}
    </ReadView>
  );
}
