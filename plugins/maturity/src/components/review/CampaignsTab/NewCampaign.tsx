import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { DateTime } from 'luxon';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { useMaturityPage } from '../../MaturityPage/MaturityFrame';
import { CampaignForm } from '../CampaignForm/CampaignForm';
import { newDraft } from '../CampaignForm/campaignDraft';
import { ModelsInForce } from '../ModelsInForce/ModelsInForce';

/** Starts a campaign, with what the address says about it. */
export function NewCampaign() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const navigate = useNavigate();
  const { base } = useMaturityPage();
  const [params] = useSearchParams();
  return (
    <ModelsInForce>
      {models => {
        const asked = models.find(
          ({ modelId }) => modelId === params.get('model'),
        );
        const { modelId } = asked ?? models[0];
        return (
          <CampaignForm
            title={t('campaigns.start')}
            initial={newDraft(params, modelId, DateTime.now().toISODate())}
            models={models}
            submit={t('form.create')}
            cancelHref={`${base}/campaigns`}
            onSubmit={async input => {
              const { id } = await api.createCampaign(input);
              navigate(`${base}/campaigns/${id}`);
            }}
          />
        );
      }}
    </ModelsInForce>
  );
}
