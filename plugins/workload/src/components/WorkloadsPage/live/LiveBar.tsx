import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text, ToggleButton } from '@backstage/ui';
import { RiPauseLine, RiRefreshLine } from '@remixicon/react';
import { portfolioTranslationRef } from '../../../portfolioTranslation';
import { workloadTranslationRef } from '../../../translation';
import { LivePage } from './useLivePage';
import styles from './LiveBar.module.css';

/** Changes that are said one by one; of more, how many. */
const MOST_SAID = 2;

/** Turns live updates on and off. */
export function LiveToggle({ live }: { live: LivePage }) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  return (
    <span title={t('live.means')}>
      <ToggleButton
        aria-label={t('live.toggle')}
        isSelected={live.isLive}
        onChange={live.setLive}
        iconStart={
          live.isLive ? (
            <RiRefreshLine aria-hidden />
          ) : (
            <RiPauseLine aria-hidden />
          )
        }
      >
        {t('live.on')}
      </ToggleButton>
    </span>
  );
}

/** Says what live updates changed, and offers the new order. */
export function LiveNote({ live }: { live: LivePage }) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const said = useSaid(live);
  return (
    <Flex align="center" gap="3" className={styles.note}>
      <Text color="secondary" role="status" aria-label={t('live.toggle')}>
        {said}
      </Text>
      {live.moved && (
        <Button size="small" variant="tertiary" onPress={live.showNewOrder}>
          {t('live.sort')}
        </Button>
      )}
    </Flex>
  );
}

function useSaid(live: LivePage): string {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const { t: tShared } = useTranslationRef(workloadTranslationRef);
  const { changed, moved, error, isLive, waiting } = live;
  if (!isLive) return waiting ? t('live.waiting', { count: waiting }) : '';
  if (error) return t('live.failed', { message: error.message });
  const sentences = changed.flatMap(({ before, after }) => {
    const { title, incident } = after;
    if (incident && incident.number !== before.incident?.number) {
      const number = String(incident.number);
      return [t('live.incident', { title, number })];
    }
    return after.health === before.health
      ? []
      : [
          t('live.isNow', {
            title,
            health: tShared(`health.${after.health}`),
          }),
        ];
  });
  const rest = changed.length - Math.min(sentences.length, MOST_SAID);
  return [
    ...sentences.slice(0, MOST_SAID),
    ...(rest > 0 ? [t('live.changed', { count: rest })] : []),
    ...(moved ? [t('live.moved')] : []),
  ].join(' ');
}
