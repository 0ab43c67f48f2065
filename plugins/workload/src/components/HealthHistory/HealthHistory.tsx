import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, CardHeader, Flex, Select } from '@backstage/ui';
import {
  FilterBar,
  Heading,
  ReadView,
  WorkloadName,
  pageIn,
  useLatest,
  useQueryInAddress,
  useRead,
} from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { healthTranslationRef } from '../../healthTranslation';
import { Parts } from '../HealthTab/parts';
import { ChangeTable } from './ChangeTable';
import { Standing } from './Standing';
import { StateStrip } from './StateStrip';

const REFRESH_MS = 30_000;
const DAY_MS = 86_400_000;
const STRETCHES = [1, 7, 28, 90];
const DEFAULT_DAYS = 28;
const WHOLE = 'whole';
const KEYS = ['entityRef', 'days', 'offset', 'limit'] as const;

/** How a workload, or one part of it, has been: a picture, figures against the objective, and every change with its cause. */
export function HealthHistory(props: { name: WorkloadName; parts: Parts }) {
  const { name, parts } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const api = useApi(workloadApiRef);
  const { query, change } = useQueryInAddress(parse, KEYS);
  const { entityRef, days = DEFAULT_DAYS, offset, limit } = query;
  const read = useLatest(
    useRead(
      () =>
        api.getHealthHistory(name, {
          entityRef,
          from: new Date(Date.now() - days * DAY_MS).toISOString(),
          limit,
          offset,
        }),
      [api, name, entityRef, days, limit, offset],
      { everyMs: REFRESH_MS },
    ),
  );
  const title = entityRef ? parts.titleOf(entityRef) : t('history.whole');
  return (
    <Card role="region" aria-labelledby="health-history">
      <CardHeader>
        <Heading level={3} id="health-history">
          {t('history.heading')}
        </Heading>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="4">
          <FilterBar
            clearLabel={t('history.clear')}
            onClear={
              entityRef ? () => change({ entityRef: undefined }) : undefined
            }
          >
            <Select
              label={t('history.part')}
              search={parts.options.length > 8 ? true : undefined}
              options={[
                { id: WHOLE, label: t('history.whole') },
                ...parts.options.slice(1),
              ]}
              value={entityRef ?? WHOLE}
              onChange={key =>
                change({ entityRef: key === WHOLE ? undefined : String(key) })
              }
            />
            <Select
              label={t('history.stretch')}
              options={STRETCHES.map(count => ({
                id: String(count),
                label: t('history.lastDays', { count }),
              }))}
              value={String(days)}
              onChange={key => change({ days: Number(key) })}
            />
          </FilterBar>
          <ReadView read={read}>
            {history => (
              <Flex direction="column" gap="4">
                <StateStrip history={history} title={title} />
                <Standing standing={history.standing} />
                <ChangeTable
                  history={history}
                  isStale={read.isStale}
                  page={query}
                  parts={parts}
                  onPage={change}
                />
              </Flex>
            )}
          </ReadView>
        </Flex>
      </CardBody>
    </Card>
  );
}

function parse(params: URLSearchParams) {
  const days = Number(params.get('days'));
  return {
    ...pageIn(params),
    entityRef: params.get('entityRef') || undefined,
    days: STRETCHES.includes(days) && days !== DEFAULT_DAYS ? days : undefined,
  };
}
