import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Campaign, CampaignState } from '@plumbline/plugin-maturity-common';
import { Tone } from '@plumbline/plugin-workload-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../../pageTranslation';

const TONES: Record<Exclude<CampaignState, 'running'>, Tone> = {
  planned: 'neutral',
  achieved: 'good',
  missed: 'bad',
  closed: 'neutral',
};

/** How a campaign stands; of one that runs, whether it will make it at this pace. */
export function CampaignStateLabel({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { state, progress } = campaign;
  if (state !== 'running') {
    return (
      <ToneLabel tone={TONES[state]}>{t(`campaignState.${state}`)}</ToneLabel>
    );
  }
  return (
    <ToneLabel
      tone={progress.onTrack ? 'good' : 'warning'}
      title={t('campaigns.onTrackMeans')}
    >
      {t(progress.onTrack ? 'campaigns.onTrack' : 'campaigns.behind')}
    </ToneLabel>
  );
}
