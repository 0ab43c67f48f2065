import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex } from '@backstage/ui';
import { CriterionView, ModelView } from '@plumbline/plugin-maturity-common';
import { Heading } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import { CriterionList } from '../CriterionItem/CriterionList';

/** What stands between the workload and its next level, and what to do about it. */
export function NextLevel({
  model,
  onAttest,
}: {
  model: ModelView;
  onAttest?: (criterion: CriterionView) => void;
}) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { next } = model;
  if (!next) return null;
  const level = model.levels[next.level - 1];
  const criteria = new Map(
    level.strategies.flatMap(strategy =>
      strategy.criteria.map(criterion => [criterion.id, criterion]),
    ),
  );
  const blockers = next.blockers
    .map(id => criteria.get(id))
    .filter(criterion => criterion !== undefined);
  const title = t('next.title', {
    level: String(next.level),
    name: level.name,
    count: blockers.length,
  });
  return (
    <Flex direction="column" gap="1">
      <Heading level={3}>{title}</Heading>
      <CriterionList
        criteria={blockers}
        label={title}
        withHowTo
        onAttest={onAttest}
      />
    </Flex>
  );
}
