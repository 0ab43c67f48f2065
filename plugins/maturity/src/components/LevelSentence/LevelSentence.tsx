import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { ModelSummary } from '@plumbline/plugin-maturity-common';
import { Term, When } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';

/** What is proven, which pillar holds it there, and what is possible. */
export function LevelSentence({ model }: { model: ModelSummary }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { proven, possible, top, next, asOf, pillars } = model;
  const isNone = proven === 0;
  const isNowhere = isNone && pillars.every(pillar => pillar.proven === 0);
  const notMet =
    next?.blockers.filter(({ state }) => state === 'not-met').length ?? 0;
  return (
    <Text as="p" variant="body-large">
      {isNowhere && t('sentence.nowhere')}
      {isNone && !isNowhere && t('sentence.none')}
      {!isNone &&
        t('sentence.level', { proven: String(proven), top: String(top) })}
      {!isNowhere && <HeldBy model={model} />}.{' '}
      {proven === top && t('sentence.top')}
      {proven < top &&
        (possible > proven
          ? t('sentence.possible', { possible: String(possible) })
          : t('sentence.capped', { count: notMet }))}{' '}
      <Text color="secondary">
        {t('sentence.asOf')} <When at={asOf} />.
      </Text>
    </Text>
  );
}

function HeldBy({ model: { pillars, proven, top } }: { model: ModelSummary }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  if (pillars.length < 2) return null;
  const lowest = pillars.filter(pillar => pillar.proven === proven);
  if (proven === top || lowest.length === pillars.length) {
    return <>, {t('sentence.everywhere')}</>;
  }
  return (
    <>
      :{' '}
      <Term meaning={t('sentence.heldByMeans')}>
        {t('sentence.heldBy', {
          pillars: new Intl.ListFormat('en').format(
            lowest.map(({ title }) => title),
          ),
        })}
      </Term>
    </>
  );
}
