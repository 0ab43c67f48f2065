import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { StampRow } from '@plumbline/plugin-stamp-common';
import { May } from '@plumbline/plugin-workload-common';
import { stampTranslationRef } from '../../translation';
import { LifecycleLabel } from '../labels/LifecycleLabel';
import { DriftFiles } from './DriftFiles';
import { StampActions } from './StampActions';
import { StampFacts } from './StampFacts';
import styles from './StampPart.module.css';
import { obstaclesOf } from './allowedActions';
import { isOutdated } from './findings';
import { spokenName } from './spokenName';

/** Props of {@link StampPart}. */
export interface StampPartProps {
  stamp: StampRow;
  mayChange: May;
}

/** A stamp: how far it is, what it serves, what its pipeline told, whether its files are as rendered, and what can be done. */
export function StampPart({ stamp, mayChange }: StampPartProps) {
  const { t } = useTranslationRef(stampTranslationRef);
  const { drift, lifecycle, name, stampRef, title } = stamp;
  const { change, retire } = obstaclesOf(stamp);
  const obstacle = retire ?? change;
  return (
    <section aria-label={spokenName(stamp)} className={styles.stamp}>
      <Flex
        align="center"
        gap="3"
        justify="between"
        style={{ flexWrap: 'wrap' }}
      >
        <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
          <Text as="h3" variant="body-large" weight="bold">
            <EntityRefLink
              entityRef={stampRef}
              title={title}
              disableTooltip
              hideIcon
            />
          </Text>
          <LifecycleLabel lifecycle={lifecycle} />
          {title !== name && (
            <Text variant="body-small" color="secondary">
              {name}
            </Text>
          )}
        </Flex>
        <StampActions stamp={stamp} mayChange={mayChange} />
      </Flex>
      <StampFacts stamp={stamp} />
      {drift?.state === 'changed' && <DriftFiles stamp={stamp} />}
      {obstacle && (
        <Text variant="body-small" color="secondary">
          {t(`action.${obstacle}`)}
        </Text>
      )}
      {isOutdated(stamp) && (
        <Text variant="body-small" color="secondary">
          {t('drift.older', {
            version: drift!.templateVersion!,
            newest: drift!.newestTemplateVersion,
          })}
        </Text>
      )}
    </section>
  );
}
