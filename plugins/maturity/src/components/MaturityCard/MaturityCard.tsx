import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  EntityInfoCard,
  useEntity,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { ModelSummary } from '@plumbline/plugin-maturity-common';
import { ReadView } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import { LevelDots } from '../Ladder/LevelDots';
import { useWorkloadMaturity } from '../MaturityContent/useWorkloadMaturity';
import styles from './MaturityCard.module.css';

/** Where a workload stands, in small, on its overview. */
export function MaturityCard() {
  const { t } = useTranslationRef(maturityTranslationRef);
  const read = useWorkloadMaturity();
  const { entity } = useEntity();
  const tab = `${useEntityRefLink()(entity)}/maturity`;
  return (
    <EntityInfoCard
      title={t('card.title')}
      footerActions={<Link href={tab}>{t('card.link')}</Link>}
    >
      <ReadView
        read={read}
        empty={{
          when: ({ models }) => models.length === 0,
          title: t('empty.title'),
          description: t('empty.notEvaluated'),
        }}
      >
        {({ models }) => (
          <Flex direction="column" gap="4">
            {models.map(model => (
              <SmallModel key={model.id} model={model} tab={tab} />
            ))}
          </Flex>
        )}
      </ReadView>
    </EntityInfoCard>
  );
}

function SmallModel({ model, tab }: { model: ModelSummary; tab: string }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { title, proven, possible, top, pillars, next } = model;
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="3" justify="between">
        <Text weight="bold">{title}</Text>
        <Standing proven={proven} possible={possible} top={top} isStrong />
      </Flex>
      <ul aria-label={t('card.pillars', { title })} className={styles.pillars}>
        {pillars.map(pillar => (
          <li key={pillar.id}>
            <Link
              href={`${tab}?${new URLSearchParams({
                model: model.id,
                pillar: pillar.id,
              })}`}
            >
              {pillar.title}
            </Link>{' '}
            <Standing
              proven={pillar.proven}
              possible={pillar.possible}
              top={top}
            />
          </li>
        ))}
      </ul>
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

function Standing(props: {
  proven: number;
  possible: number;
  top: number;
  isStrong?: boolean;
}) {
  const { proven, possible, top, isStrong } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <span
      className={styles.standing}
      title={
        possible > proven
          ? t('level.upTo', { possible: String(possible) })
          : undefined
      }
    >
      <LevelDots proven={proven} possible={possible} top={top} />
      <Text weight={isStrong ? 'bold' : 'regular'}>
        {proven === 0
          ? t('level.none')
          : t('level.of', { level: String(proven), top: String(top) })}
      </Text>
    </span>
  );
}
