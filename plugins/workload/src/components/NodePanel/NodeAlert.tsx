import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { MapNode } from '@plumbline/plugin-workload-common';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { healthTranslationRef } from '../../healthTranslation';
import { Jump } from './Jump';

/** The alert of a part, and what keeps it quiet. */
export function NodeAlert({ node: { alert } }: { node: MapNode }) {
  const { t } = useTranslationRef(healthTranslationRef);
  if (!alert) return null;
  const { severity, state, since, silentSince, suppressed } = alert;
  return (
    <div>
      <ToneLabel
        tone={toneOf(state, Boolean(suppressed))}
        title={t(`alert.${severity}`)}
      >
        {suppressed ? t('alert.quiet') : t(`alert.${state}`, { severity })},{' '}
        {t('alert.for')} <When at={since} format="duration" />
      </ToneLabel>
      {silentSince && (
        <Text as="p" color="secondary">
          {t('alert.silent')} <When at={silentSince} />.{' '}
          {t('alert.silentMeans')}
        </Text>
      )}
      {suppressed && (
        <Text as="p" color="secondary">
          {suppressed.by === 'maintenance' ? (
            t('alert.inMaintenance', { id: suppressed.id })
          ) : (
            <>
              {t('alert.above')} <Jump nodeRef={suppressed.id} />
            </>
          )}
        </Text>
      )}
    </div>
  );
}

function toneOf(state: 'pending' | 'open', isQuiet: boolean) {
  if (isQuiet) return 'neutral';
  return state === 'open' ? 'bad' : 'warning';
}
