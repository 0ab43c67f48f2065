import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, Text } from '@backstage/ui';
import { ModelSummary } from '@plumbline/plugin-maturity-common';
import { maturityTranslationRef } from '../../translation';
import { Ladder } from './Ladder';
import styles from './Ladder.module.css';

/** Props of {@link PillarLadders}. */
export interface PillarLaddersProps {
  model: ModelSummary;
  /** Address at which a pillar, or a level of it, is shown. */
  hrefTo: (pillar: string, level?: number) => string;
}

/** The ladder of every pillar; those that hold the overall level down are marked. */
export function PillarLadders({ model, hrefTo }: PillarLaddersProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <div>
      <ul className={styles.pillars} aria-label={t('ladder.label')}>
        {model.pillars.map(pillar => (
          <li
            key={pillar.id}
            className={styles.pillar}
            data-lowest={pillar.proven === model.proven || undefined}
          >
            <div className={styles.name}>
              <Link
                href={hrefTo(pillar.id)}
                title={pillar.description}
                weight="bold"
              >
                {pillar.title}
              </Link>
              <Text as="p" color="secondary">
                {pillar.proven === 0
                  ? t('level.none')
                  : t('level.word', { level: String(pillar.proven) })}
                {pillar.possible > pillar.proven &&
                  `, ${t('level.upTo', { possible: String(pillar.possible) })}`}
              </Text>
            </div>
            <Ladder
              pillar={pillar}
              hrefTo={level => hrefTo(pillar.id, level)}
            />
          </li>
        ))}
      </ul>
      <Text as="p" color="secondary" variant="body-small">
        {t('ladder.key')}
      </Text>
    </div>
  );
}
