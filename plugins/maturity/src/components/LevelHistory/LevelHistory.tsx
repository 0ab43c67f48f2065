import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { LevelTransition } from '@plumbline/plugin-maturity-common';
import { Heading, Sparkline, When } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import styles from './LevelHistory.module.css';

const SHOWN = 10;

/** How the proven level changed, newest first, and what made it change. */
export function LevelHistory({ history }: { history: LevelTransition[] }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const changes = history.filter(
    ({ fromProven, toProven }) => fromProven !== toProven,
  );
  if (changes.length === 0) return null;
  const values = changes.map(({ toProven }) => toProven).reverse();
  return (
    <Flex direction="column" gap="1">
      <Flex align="center" gap="3">
        <Heading level={3}>{t('history.title')}</Heading>
        <Sparkline
          values={values}
          label={t('history.trend', { values: values.join(', ') })}
        />
      </Flex>
      <ul className={styles.list} aria-label={t('history.title')}>
        {changes.slice(0, SHOWN).map(change => (
          <li key={change.at}>
            <Text as="p">
              <Text weight="bold">
                {change.fromProven === null
                  ? t('history.first', { to: String(change.toProven) })
                  : t('history.change', {
                      from: String(change.fromProven),
                      to: String(change.toProven),
                    })}
              </Text>{' '}
              {change.cause}{' '}
              <Text color="secondary">
                <When at={change.at} />
              </Text>
            </Text>
          </li>
        ))}
      </ul>
    </Flex>
  );
}
