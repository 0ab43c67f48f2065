import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useCallback } from 'react';
import { workloadTranslationRef } from '../../translation';
import { MapBox } from './boxes';

/** Names boxes: a stamp by where it is and what it is for, the others by what is in them. */
export function useBoxTitle(): (box: MapBox) => string {
  const { t } = useTranslationRef(workloadTranslationRef);
  return useCallback(
    ({ kind, stamp }) => {
      if (!stamp)
        return kind === 'global' ? t('map.global') : t('map.workload');
      const { region, environment, lifecycle } = stamp;
      const place = [region, environment, lifecycle].filter(Boolean);
      return place.join(' · ') || stamp.title;
    },
    [t],
  );
}
