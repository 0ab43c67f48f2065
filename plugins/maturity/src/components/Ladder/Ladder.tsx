import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, Text } from '@backstage/ui';
import { LevelCount, PillarSummary } from '@plumbline/plugin-maturity-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import { stateOfStep, toneOfStep } from './stepOf';
import styles from './Ladder.module.css';

/** Props of {@link Ladder}. */
export interface LadderProps {
  pillar: PillarSummary;
  /** Address at which a level is shown. */
  hrefTo: (level: number) => string;
}

/** The levels of a pillar as steps: proven, possible, and how far each is. */
export function Ladder({ pillar, hrefTo }: LadderProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <ol
      className={styles.ladder}
      aria-label={t('ladder.pillar', { title: pillar.title })}
    >
      {pillar.levels.map(count => (
        <li
          key={count.level}
          className={styles.step}
          data-state={stateOfStep(count.level, pillar)}
          data-next={count.level === pillar.proven + 1 || undefined}
        >
          <Step count={count} pillar={pillar} href={hrefTo(count.level)} />
        </li>
      ))}
    </ol>
  );
}

function Step(props: {
  count: LevelCount;
  pillar: PillarSummary;
  href: string;
}) {
  const { count, pillar, href } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  const { level, passed, total, notMet, unknown } = count;
  const state = stateOfStep(level, pillar);
  const progress = { passed: String(passed), total: String(total) };
  const words =
    state === 'proven'
      ? t('ladder.proven')
      : t(state === 'possible' ? 'ladder.possible' : 'ladder.next', progress);
  const meaning =
    state === 'proven'
      ? t('ladder.provenMeans')
      : t('ladder.counts', {
          ...progress,
          level: String(level),
          notMet: String(notMet),
          unknown: String(unknown),
        });
  return (
    <>
      <Link
        aria-label={t('ladder.step', {
          level: String(level),
          title: pillar.title,
          words,
        })}
        href={href}
        title={meaning}
        weight="bold"
      >
        {level}
      </Link>
      <Text color={state === 'open' ? 'secondary' : 'primary'}>
        <ToneLabel tone={toneOfStep(count, pillar)} title={meaning}>
          <span className={styles.words}>{words}</span>
        </ToneLabel>
      </Text>
    </>
  );
}
