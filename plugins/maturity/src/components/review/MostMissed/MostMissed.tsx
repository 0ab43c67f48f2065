import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, ButtonLink, Text } from '@backstage/ui';
import {
  MissedStrategy,
  PortfolioSummary,
} from '@plumbline/plugin-maturity-common';
import { When } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { share } from '../LevelBars/LevelBars';
import styles from './MostMissed.module.css';

const SHOWN = 5;

/** Props of {@link MostMissed}. */
export interface MostMissedProps {
  summary: PortfolioSummary;
  /** Names a pillar. */
  pillarTitle: (id: string) => string;
  /** The strategy that the page is filtered by. */
  chosen?: string;
  onChoose: (strategyId: string | undefined) => void;
  /** Address of a new campaign for a strategy; absent for those who may not start one. */
  campaignHref?: (strategyId: string) => string;
}

/** The strategies that most workloads miss, the most missed first. */
export function MostMissed(props: MostMissedProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { summary, pillarTitle, chosen, onChoose, campaignHref } = props;
  const [all, setAll] = useState(false);
  const { mostMissed, countedAt } = summary;
  if (mostMissed.length === 0) {
    return <Text color="secondary">{t('missed.none')}</Text>;
  }
  return (
    <>
      <ol aria-label={t('missed.title')} className={styles.list}>
        {mostMissed.slice(0, all ? undefined : SHOWN).map(strategy => {
          const { strategyId, title } = strategy;
          const isChosen = strategyId === chosen;
          return (
            <li key={strategyId} className={styles.item}>
              <button
                type="button"
                aria-pressed={isChosen}
                className={styles.strategy}
                onClick={() => onChoose(isChosen ? undefined : strategyId)}
              >
                <span>{title}</span>
                <Numbers
                  strategy={strategy}
                  pillar={pillarTitle(strategy.pillarId)}
                />
              </button>
              {campaignHref && (
                <ButtonLink
                  size="small"
                  variant="tertiary"
                  aria-label={t('missed.startFor', { title })}
                  href={campaignHref(strategyId)}
                >
                  {t('missed.start')}
                </ButtonLink>
              )}
            </li>
          );
        })}
      </ol>
      {mostMissed.length > SHOWN && (
        <div>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setAll(before => !before)}
          >
            {all
              ? t('missed.fewer')
              : t('missed.all', { total: String(mostMissed.length) })}
          </Button>
        </div>
      )}
      {countedAt && (
        <Text color="secondary">
          {t('missed.counted')} <When at={countedAt} />.
        </Text>
      )}
    </>
  );
}

function Numbers(props: { strategy: MissedStrategy; pillar: string }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { notMet, unknown, workloads, level } = props.strategy;
  return (
    <span className={styles.numbers}>
      {t('missed.notMet', {
        notMet: String(notMet),
        workloads: String(workloads),
        share: share(notMet, workloads),
      })}
      {unknown > 0 && ` · ${t('missed.unknown', { unknown: String(unknown) })}`}
      {` · ${props.pillar}, ${t('level.word', { level: String(level) })}`}
    </span>
  );
}
