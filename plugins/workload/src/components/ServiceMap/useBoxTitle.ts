import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useCallback } from 'react';
import { MapBox } from './boxes';
import { serviceMapTranslationRef } from './translation';

/** Names boxes: a stamp by where it is and what it is for, the others by what is in them. */
export function useBoxTitle(): (box: MapBox) => string {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  return useCallback(
    ({ kind, stamp, members }) => {
      if (kind === 'workload' && members.length === 1) {
        return t('box.workloadOnly');
      }
      if (kind !== 'stamp' || !stamp) return t(`box.${kind as 'global'}`);
      const { region, environment, lifecycle } = stamp;
      const place = [region, environment, lifecycle].filter(Boolean);
      return place.join(' · ') || stamp.title;
    },
    [t],
  );
}
