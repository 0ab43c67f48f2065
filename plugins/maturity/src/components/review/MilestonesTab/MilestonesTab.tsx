import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Select, Text } from '@backstage/ui';
import { Milestone } from '@plumbline/plugin-maturity-common';
import { Heading, ReadView, useRead } from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { IfMay } from '../../MaturityPage/IfMay';
import { ModelInForce, ModelsInForce } from '../ModelsInForce/ModelsInForce';
import { useModelShape } from '../ModelsInForce/useModelShape';
import { ReviewFilters } from '../ReviewFilters/ReviewFilters';
import { useReviewQuery } from '../ReviewTab/useReviewQuery';
import { FreezeDialog } from './FreezeDialog';
import { MilestoneComparisonView } from './MilestoneComparisonView';
import { MilestoneTable } from './MilestoneTable';
import styles from './MilestonesTab.module.css';

const NOW = 'now';

/** The levels of all workloads as they were, and what differs between two times. */
export function MilestonesTab() {
  return (
    <ModelsInForce>{models => <Milestones models={models} />}</ModelsInForce>
  );
}

function Milestones({ models }: { models: ModelInForce[] }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const { query, change } = useReviewQuery(
    models.map(({ modelId }) => modelId),
  );
  const { modelId } = query;
  const shape = useModelShape(modelId);
  const read = useRead(() => api.getMilestones(modelId), [api, modelId]);
  const [freezing, setFreezing] = useState(false);
  return (
    <Flex direction="column" gap="5">
      <Flex align="center" justify="between" gap="3" className={styles.head}>
        <Text as="p" color="secondary">
          {t('milestones.what')}
        </Text>
        <IfMay permission="campaign" otherwise="milestone">
          <Button variant="primary" onPress={() => setFreezing(true)}>
            {t('milestones.freeze')}
          </Button>
        </IfMay>
      </Flex>
      <ReviewFilters
        models={models}
        shape={shape.value}
        query={query}
        scopeOnly
        onChange={change}
      />
      <ReadView
        read={read}
        empty={{
          when: ({ items }) => items.length === 0,
          title: t('milestones.none'),
          description: t('milestones.noneHow'),
        }}
      >
        {({ items }) => (
          <>
            <Comparison milestones={items} query={query} change={change} />
            <Heading level={2}>{t('milestones.title')}</Heading>
            <MilestoneTable milestones={items} onDeleted={read.retry} />
          </>
        )}
      </ReadView>
      {freezing && (
        <FreezeDialog
          models={models}
          modelId={modelId}
          onClose={() => setFreezing(false)}
          onFrozen={() => {
            setFreezing(false);
            read.retry();
          }}
        />
      )}
    </Flex>
  );
}

function Comparison(
  props: { milestones: Milestone[] } & ReturnType<typeof useReviewQuery>,
) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { milestones, query, change } = props;
  const [params, setParams] = useSearchParams();
  const newestFirst = [...milestones].sort((a, b) => b.at.localeCompare(a.at));
  const from =
    milestones.find(({ id }) => id === params.get('from')) ?? newestFirst[0];
  const to = milestones.find(({ id }) => id === params.get('with'))?.id ?? NOW;
  const options = newestFirst.map(({ id, title, at }) => ({
    id,
    label: t('milestones.option', { title, day: dayLabel(at) }),
  }));
  const choose = (key: 'from' | 'with', id: string) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        after.set(key, id);
        after.delete('offset');
        return after;
      },
      { replace: true },
    );
  return (
    <Flex direction="column" gap="3">
      <Heading level={2}>{t('milestones.compare')}</Heading>
      <div className={styles.choices}>
        <Select
          label={t('milestones.from')}
          options={options}
          value={from.id}
          onChange={key => choose('from', String(key))}
        />
        <Select
          label={t('milestones.to')}
          options={[{ id: NOW, label: t('milestones.now') }, ...options]}
          value={to}
          onChange={key => choose('with', String(key))}
        />
      </div>
      <MilestoneComparisonView
        milestoneId={from.id}
        to={to}
        query={query}
        onChange={change}
      />
    </Flex>
  );
}

function dayLabel(at: string): string {
  return DateTime.fromISO(at).toLocaleString(DateTime.DATE_MED);
}
