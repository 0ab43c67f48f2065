import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  AzureRegion,
  PlacementPolicy,
  stampSize,
  usersViolations,
} from '@plumbline/plugin-stamp-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { stampFormTranslationRef } from '../../translation';
import { afterLostZone, sizeBoundaries } from './capacity';
import styles from './CapacityPreview.module.css';

/** Props of {@link CapacityPreview}. */
export interface CapacityPreviewProps {
  users?: number;
  /** Absent until one is chosen. */
  region?: AzureRegion;
  policy: PlacementPolicy;
}

/** What follows from the users of a stamp. */
export function CapacityPreview(props: CapacityPreviewProps) {
  const { users, region, policy } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  if (!region) return <Text color="secondary">{t('capacity.first')}</Text>;
  const zones = region.zones.length;
  const [violation] =
    users === undefined ? [] : usersViolations(users, zones, policy);
  return (
    <Flex direction="column" gap="3">
      <div role="status">
        {violation && <ToneLabel tone="bad">{violation.message}</ToneLabel>}
        {users !== undefined && !violation && (
          <Size {...props} users={users} zones={zones} />
        )}
      </div>
      <Boundaries {...props} zones={zones} />
    </Flex>
  );
}

function Size(props: CapacityPreviewProps & { users: number; zones: number }) {
  const { users, zones, policy } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const { sku, minInstances, maxInstances, usersPerInstance } = stampSize(
    users,
    zones,
    policy,
  );
  const lost = afterLostZone(users, zones, policy);
  return (
    <ul className={styles.list}>
      <li>
        <strong>
          {t('capacity.size', { sku, min: minInstances, max: maxInstances })}
        </strong>{' '}
        {t('capacity.assumption', { perInstance: usersPerInstance })}
      </li>
      <li>
        {lost
          ? t('capacity.lostZone', { ...lost, users })
          : t('capacity.noZones')}
      </li>
    </ul>
  );
}

/** A strip from nobody to the boundary of the scale unit, by size. */
function Boundaries(props: CapacityPreviewProps & { zones: number }) {
  const { users, zones, policy } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const sizes = sizeBoundaries(zones, policy);
  const end = policy.maxUsersPerStamp;
  const place = (count: number) => `${Math.min(100, (count / end) * 100)}%`;
  return (
    <div>
      <div aria-hidden className={styles.strip}>
        {sizes.map(({ sku, upTo }, index) => {
          const from = sizes[index - 1]?.upTo ?? 0;
          return (
            <span
              key={sku}
              className={styles.size}
              style={{ inlineSize: place(upTo - from) }}
            >
              {sku}
            </span>
          );
        })}
        {users !== undefined && (
          <span
            className={styles.marker}
            style={{ insetInlineStart: place(users) }}
          />
        )}
      </div>
      <ul className={styles.legend}>
        {sizes.map(({ sku, upTo }) => (
          <li key={sku}>{t('capacity.upTo', { sku, users: upTo })}</li>
        ))}
        <li>{t('capacity.end', { users: end })}</li>
      </ul>
    </div>
  );
}
