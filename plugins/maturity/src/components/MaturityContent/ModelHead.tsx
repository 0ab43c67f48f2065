import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Text } from '@backstage/ui';
import { ModelSummary } from '@plumbline/plugin-maturity-common';
import { Heading, Sparkline, useRead } from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../api/MaturityApi';
import { maturityTranslationRef } from '../../translation';
import { BadgeButton } from '../BadgeButton/BadgeButton';
import { PillarLadders } from '../Ladder/PillarLadders';
import { LevelSentence } from '../LevelSentence/LevelSentence';
import { RefreshButton } from '../RefreshButton/RefreshButton';
import styles from './ModelHead.module.css';
import { TabAddress } from './useTabQuery';

/** Props of {@link ModelHead}. */
export interface ModelHeadProps {
  model: ModelSummary;
  workloadRef: string;
  hrefTo: TabAddress['hrefTo'];
  onRefreshed: () => void;
}

/** Where the workload stands on a model: in a sentence, and on the ladder of each pillar. */
export function ModelHead(props: ModelHeadProps) {
  const { model, workloadRef, hrefTo, onRefreshed } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  const api = useApi(maturityApiRef);
  const { value: may } = useRead(() => api.getPermissions(), [api]);
  const course = model.history
    .filter(({ pillarId }) => !pillarId)
    .map(({ toProven }) => toProven)
    .reverse();
  return (
    <Flex direction="column" gap="3">
      <Flex align="center" gap="3" justify="between" className={styles.wrap}>
        <Flex align="baseline" gap="3" className={styles.wrap}>
          <Heading level={2}>{model.title}</Heading>
          <Text color="secondary" title={model.description}>
            {t('model.version', { version: model.version })}
          </Text>
        </Flex>
        <Flex align="center" gap="2" className={styles.wrap}>
          {may?.refresh && (
            <RefreshButton
              workloadRef={workloadRef}
              onRefreshed={onRefreshed}
            />
          )}
          <BadgeButton model={model} />
        </Flex>
      </Flex>
      <div className={styles.standing}>
        <LevelSentence model={model} />
        <Flex align="center" gap="2">
          <Sparkline
            values={course}
            label={t('sentence.trend', { values: course.join(', ') })}
          />
          <Link href="#maturity-history">{t('sentence.history')}</Link>
        </Flex>
      </div>
      <PillarLadders
        model={model}
        hrefTo={(pillar, level) =>
          hrefTo({
            model: model.id,
            pillar,
            level,
            criterion: undefined,
            show: 'all',
            search: '',
          })
        }
      />
    </Flex>
  );
}
