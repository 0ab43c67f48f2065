import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { ModelView } from '@plumbline/plugin-maturity-common';
import { ReadView } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import { Ladder } from '../Ladder/Ladder';
import { useWorkloadMaturity } from '../MaturityContent/useWorkloadMaturity';

/** The ladder in small, on the overview of a workload. */
export function MaturityCard() {
  const { t } = useTranslationRef(maturityTranslationRef);
  const read = useWorkloadMaturity();
  return (
    <EntityInfoCard title={t('card.title')}>
      <ReadView
        read={read}
        empty={{
          when: ({ models }) => models.length === 0,
          title: t('empty.title'),
          description: t('empty.notEvaluated'),
        }}
      >
        {({ models }) => (
          <Flex direction="column" gap="3">
            {models.map(model => (
              <SmallModel key={model.id} model={model} />
            ))}
          </Flex>
        )}
      </ReadView>
    </EntityInfoCard>
  );
}

function SmallModel({ model }: { model: ModelView }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { next } = model;
  return (
    <Flex direction="column" gap="2">
      <Text weight="bold">{model.title}</Text>
      <Ladder model={model} compact />
      <Text color="secondary">
        {next
          ? t('card.next', {
              count: next.blockers.length,
              level: String(next.level),
            })
          : t('card.top')}
      </Text>
    </Flex>
  );
}
