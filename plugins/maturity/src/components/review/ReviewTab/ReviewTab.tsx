import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Card,
  CardBody,
  CardHeader,
  Flex,
  TagGroup,
  Tag,
  Text,
} from '@backstage/ui';
import {
  Heading,
  ReadView,
  useLatest,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { useMaturityPage } from '../../MaturityPage/MaturityFrame';
import { CsvButton } from '../CsvButton/CsvButton';
import { HeatMap } from '../HeatMap/HeatMap';
import { LevelBars } from '../LevelBars/LevelBars';
import { LevelTrend } from '../LevelTrend/LevelTrend';
import { ModelInForce, ModelsInForce } from '../ModelsInForce/ModelsInForce';
import { ModelShape, useModelShape } from '../ModelsInForce/useModelShape';
import { MostMissed } from '../MostMissed/MostMissed';
import { ReviewFilters } from '../ReviewFilters/ReviewFilters';
import { WhatChanged } from '../WhatChanged/WhatChanged';
import { useLastVisit } from '../WhatChanged/useLastVisit';
import { campaignSearch } from '../CampaignForm/campaignSearch';
import styles from './ReviewTab.module.css';
import { ReviewQueryState, filterOf, useReviewQuery } from './useReviewQuery';

const REFRESH_MS = 60_000;
const TREND_DAYS = 365;

/** Where all workloads stand, and what changed since last time. */
export function ReviewTab() {
  return <ModelsInForce>{models => <Review models={models} />}</ModelsInForce>;
}

function Review({ models }: { models: ModelInForce[] }) {
  const state = useReviewQuery(models.map(({ modelId }) => modelId));
  const lastVisit = useLastVisit();
  const shape = useModelShape(state.query.modelId);
  const pillarTitle = (id: string) =>
    shape.value?.pillars.find(pillar => pillar.id === id)?.title ?? id;
  return (
    <Flex direction="column" gap="5">
      <WhatChanged
        query={state.query}
        lastVisit={lastVisit}
        pillarTitle={pillarTitle}
        onChange={state.change}
      />
      <ReviewFilters
        models={models}
        shape={shape.value}
        query={state.query}
        onChange={state.change}
      />
      <Panels {...state} pillarTitle={pillarTitle} />
      <ReadView read={shape}>
        {value => <Workloads {...state} shape={value} />}
      </ReadView>
    </Flex>
  );
}

/** Distribution, trend and most missed strategies. */
function Panels(
  props: ReviewQueryState & { pillarTitle: (id: string) => string },
) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { query, change, pillarTitle } = props;
  const { base, may } = useMaturityPage();
  const api = useApi(maturityApiRef);
  const { modelId, pillarId, owners, domains, lifecycles } = query;
  const filter = useSame({ modelId, pillarId, owners, domains, lifecycles });
  const read = useLatest(
    useRead(
      () => api.getPortfolioSummary(filter, { days: TREND_DAYS }),
      [api, filter],
      { everyMs: REFRESH_MS },
    ),
  );
  const toggleLevel = (level: number) => {
    const before = query.levels ?? [];
    const levels = before.includes(level)
      ? before.filter(each => each !== level)
      : [...before, level].sort((a, b) => a - b);
    change({ levels: levels.length > 0 ? levels : undefined });
  };
  return (
    <ReadView read={read}>
      {summary => (
        <div className={styles.panels}>
          <div className={styles.stack}>
            <Panel title={t('bars.title')}>
              <LevelBars
                label={t('bars.title')}
                distribution={summary.distribution}
                chosen={query.levels}
                onToggle={toggleLevel}
              />
            </Panel>
            <Panel title={t('trend.title')}>
              <LevelTrend trend={summary.trend} />
            </Panel>
          </div>
          <Panel title={t('missed.title')}>
            <MostMissed
              summary={summary}
              pillarTitle={pillarTitle}
              chosen={query.strategyId}
              onChoose={strategyId => change({ strategyId })}
              campaignHref={
                may.campaign
                  ? strategyId =>
                      `${base}/campaigns/new?${campaignSearch(
                        filter,
                        strategyId,
                      )}`
                  : undefined
              }
            />
          </Panel>
        </div>
      )}
    </ReadView>
  );
}

function Panel(props: { title: string; children: React.ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <Heading level={2}>{props.title}</Heading>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          {props.children}
        </Flex>
      </CardBody>
    </Card>
  );
}

/** The heat map with what it is narrowed down to. */
function Workloads({
  query,
  change,
  shape,
}: ReviewQueryState & { shape: ModelShape }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const { sort, direction, offset, limit } = query;
  const filter = useSame(filterOf(query));
  const read = useLatest(
    useRead(
      () => api.getPortfolio(filter, { sort, direction, offset, limit }),
      [api, filter, sort, direction, offset, limit],
      { everyMs: REFRESH_MS },
    ),
  );
  const strategy = shape.strategies.find(({ id }) => id === query.strategyId);
  return (
    <Flex direction="column" gap="3">
      <Flex align="center" justify="between" gap="3" className={styles.head}>
        <Flex align="center" gap="3" className={styles.head}>
          <Heading level={2}>{t('heatMap.title')}</Heading>
          <Text color="secondary" role="status">
            {read.value && t('heatMap.count', { count: read.value.total })}
          </Text>
          {query.strategyId && (
            <TagGroup
              aria-label={t('filter.strategy')}
              onRemove={() => change({ strategyId: undefined })}
            >
              <Tag id={query.strategyId}>
                {t('heatMap.missing', {
                  title: strategy?.title ?? query.strategyId,
                })}
              </Tag>
            </TagGroup>
          )}
        </Flex>
        <CsvButton query={query} />
      </Flex>
      <ReadView read={read}>
        {page => (
          <HeatMap
            page={page}
            shape={shape}
            query={query}
            isStale={read.isStale}
            onChange={change}
          />
        )}
      </ReadView>
    </Flex>
  );
}
