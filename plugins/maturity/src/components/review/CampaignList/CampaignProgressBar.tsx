import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Campaign } from '@plumbline/plugin-maturity-common';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { share } from '../LevelBars/LevelBars';
import styles from './CampaignProgressBar.module.css';

/** How many workloads are done, and a mark where the campaign should be by now. */
export function CampaignProgressBar({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { workloads, done, notStarted, ownersNotStarted, expected } =
    campaign.progress;
  const isRunning = campaign.state === 'running';
  const part = workloads === 0 ? 0 : done / workloads;
  return (
    <Flex direction="column" gap="1">
      <div
        aria-label={t('campaigns.progress', { title: campaign.title })}
        aria-valuemax={workloads}
        aria-valuemin={0}
        aria-valuenow={done}
        aria-valuetext={t('campaigns.done', {
          done: String(done),
          workloads: String(workloads),
        })}
        className={styles.track}
        role="progressbar"
      >
        <span className={styles.fill} style={{ width: `${part * 100}%` }} />
        {isRunning && (
          <span
            className={styles.expected}
            style={{ left: `${Math.min(expected, 1) * 100}%` }}
            title={t('campaigns.expectedMeans')}
          />
        )}
      </div>
      <Text color="secondary">
        {[
          `${t('campaigns.done', {
            done: String(done),
            workloads: String(workloads),
          })} (${share(done, workloads)})`,
          isRunning &&
            t('campaigns.expected', {
              share: share(expected, 1),
            }),
          notStarted > 0 && t('campaigns.notStarted', { count: notStarted }),
          ownersNotStarted > 0 &&
            t('campaigns.ownersNotStarted', { count: ownersNotStarted }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </Flex>
  );
}
