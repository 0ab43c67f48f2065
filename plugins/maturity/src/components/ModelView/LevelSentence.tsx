import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { ModelView } from '@plumbline/plugin-maturity-common';
import { When } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';

/** What is proven and what is possible, and why they differ. */
export function LevelSentence({ model }: { model: ModelView }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { proven, possible, next, levels, asOf } = model;
  return (
    <Text as="p">
      {proven === 0
        ? t('sentence.none')
        : t('sentence.proven', {
            proven: String(proven),
            top: String(levels.length),
          })}{' '}
      {!next && t('sentence.top')}
      {next &&
        (possible > proven
          ? t('sentence.possible', { possible: String(possible) })
          : t('sentence.capped', { next: String(next.level) }))}{' '}
      <Text color="secondary">
        {t('sentence.asOf')} <When at={asOf} />.
      </Text>
    </Text>
  );
}
