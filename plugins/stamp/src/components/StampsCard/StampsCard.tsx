import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityInfoCard,
  EntityRefLink,
  useEntity,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Flex, Link } from '@backstage/ui';
import { StampRow, WorkloadStamps } from '@plumbline/plugin-stamp-common';
import { EmptyState, ReadView } from '@plumbline/plugin-workload-react';
import { useWorkloadStamps } from '../../hooks/useWorkloadStamps';
import { stampTranslationRef } from '../../translation';
import { toneOfStamp } from '../StampPart/findings';
import { Headline } from '../StampsTab/Headline';
import { DriftLabel } from '../labels/DriftLabel';
import { LifecycleLabel } from '../labels/LifecycleLabel';
import { RunLabel } from '../labels/RunLabel';
import styles from './StampsCard.module.css';

/** How far each stamp of a workload is, and which needs somebody. */
export function StampsCard() {
  const { t } = useTranslationRef(stampTranslationRef);
  const { entity } = useEntity();
  const linkTo = useEntityRefLink();
  return (
    <EntityInfoCard
      title={t('card.title')}
      footerActions={
        <Link href={`${linkTo(entity)}/stamps`}>{t('card.all')}</Link>
      }
    >
      <ReadView read={useWorkloadStamps()}>
        {stamps => <Stamps stamps={stamps} />}
      </ReadView>
    </EntityInfoCard>
  );
}

function Stamps({ stamps: known }: { stamps: WorkloadStamps }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const { mayChange, stamps } = known;
  if (stamps.length === 0) {
    return (
      <EmptyState
        title={t('empty.title')}
        description={t(
          mayChange.allowed ? 'empty.description' : 'empty.notAllowed',
        )}
      />
    );
  }
  return (
    <Flex direction="column" gap="3">
      <Headline stamps={known} />
      <ul aria-label={t('list')} className={styles.list}>
        {stamps.map(stamp => (
          <li key={stamp.stampRef} className={styles.item}>
            <EntityRefLink
              entityRef={stamp.stampRef}
              title={stamp.title}
              disableTooltip
              hideIcon
            />
            <LifecycleLabel lifecycle={stamp.lifecycle} />
            <Worst stamp={stamp} />
          </li>
        ))}
      </ul>
    </Flex>
  );
}

/** What of a stamp needs somebody most; without anything, whether its files are as rendered. */
function Worst({ stamp }: { stamp: StampRow }) {
  return toneOfStamp(stamp) === 'bad' ? (
    <RunLabel outcome={stamp.status?.outcome} />
  ) : (
    <DriftLabel drift={stamp.drift} />
  );
}
