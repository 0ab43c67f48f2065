import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ReadView, useRead } from '@plumbline/plugin-workload-react';
import { useNavigate, useParams } from 'react-router-dom';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { useMaturityPage } from '../../MaturityPage/MaturityFrame';
import { CampaignForm } from '../CampaignForm/CampaignForm';
import { draftOf } from '../CampaignForm/campaignDraft';
import { ModelsInForce } from '../ModelsInForce/ModelsInForce';

/** Changes a campaign. */
export function EditCampaign() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const { base } = useMaturityPage();
  const href = `${base}/campaigns/${id}`;
  const read = useRead(() => api.getCampaign(id), [api, id]);
  return (
    <ModelsInForce>
      {models => (
        <ReadView read={read}>
          {campaign => (
            <CampaignForm
              title={t('campaigns.change', { title: campaign.title })}
              initial={draftOf(campaign)}
              models={models}
              submit={t('form.save')}
              cancelHref={href}
              onSubmit={async input => {
                await api.updateCampaign(id, input);
                navigate(href);
              }}
            />
          )}
        </ReadView>
      )}
    </ModelsInForce>
  );
}
