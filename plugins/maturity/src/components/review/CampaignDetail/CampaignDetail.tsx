import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, ButtonLink, Flex, Link, Text } from '@backstage/ui';
import { Campaign } from '@plumbline/plugin-maturity-common';
import {
  Heading,
  ReadView,
  When,
  useEntityNames,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { IfMay } from '../../MaturityPage/IfMay';
import { useMaturityPage } from '../../MaturityPage/MaturityFrame';
import { CampaignProgressBar } from '../CampaignList/CampaignProgressBar';
import { CampaignStateLabel } from '../CampaignList/CampaignStateLabel';
import { useGoalInWords } from '../CampaignList/useGoalInWords';
import { ConfirmDialog } from '../ConfirmDialog/ConfirmDialog';
import { useModelShapes } from '../ModelsInForce/useModelShape';
import { CampaignWorkloads } from './CampaignWorkloads';

const REFRESH_MS = 60_000;

/** One campaign: how far it is, and which workloads are to go. */
export function CampaignDetail() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { id = '' } = useParams();
  const { base } = useMaturityPage();
  const api = useApi(maturityApiRef);
  const read = useRead(() => api.getCampaign(id), [api, id], {
    everyMs: REFRESH_MS,
  });
  return (
    <Flex direction="column" gap="4">
      <div>
        <Link href={`${base}/campaigns`}>{t('campaigns.back')}</Link>
      </div>
      <ReadView read={read}>
        {campaign => <Detail campaign={campaign} onChanged={read.retry} />}
      </ReadView>
    </Flex>
  );
}

function Detail(props: { campaign: Campaign; onChanged: () => void }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { campaign, onChanged } = props;
  const { title, description, goal, ownerRef, startsAt, deadline } = campaign;
  const shapes = useModelShapes([goal.modelId]);
  const goalInWords = useGoalInWords();
  return (
    <>
      <Flex
        align="center"
        justify="between"
        gap="3"
        style={{ flexWrap: 'wrap' }}
      >
        <Flex align="center" gap="3">
          <Heading level={2}>{title}</Heading>
          <CampaignStateLabel campaign={campaign} />
        </Flex>
        <IfMay permission="campaign" otherwise="campaign">
          <Buttons campaign={campaign} onChanged={onChanged} />
        </IfMay>
      </Flex>
      {description && <Text as="p">{description}</Text>}
      <Text as="p" weight="bold">
        {goalInWords(goal, shapes.value?.get(goal.modelId))}
      </Text>
      <CampaignProgressBar campaign={campaign} />
      <Text as="p" color="secondary">
        <Scope campaign={campaign} /> {' · '}
        <When at={startsAt} format="date" /> –{' '}
        <When at={deadline} format="date" /> (<When at={deadline} />) {' · '}
        {t('campaigns.runBy')} <EntityRefLink entityRef={ownerRef} />
        {campaign.remindDaysBefore.length > 0 && (
          <>
            {' · '}
            {t('campaign.reminders', {
              days: campaign.remindDaysBefore.join(', '),
            })}
          </>
        )}
        {campaign.closedAt && (
          <>
            {' · '}
            {t('campaign.closed')} <When at={campaign.closedAt} />
          </>
        )}
      </Text>
      <CampaignWorkloads campaign={campaign} />
    </>
  );
}

/** Which workloads are asked, in words. */
function Scope({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const {
    owners = [],
    domains = [],
    lifecycles = [],
    workloadRefs = [],
  } = campaign.scope;
  const nameOf = useEntityNames([...owners, ...domains]);
  const words = [
    workloadRefs.length > 0 &&
      t('campaign.scopeChosen', { count: workloadRefs.length }),
    owners.length > 0 &&
      `${t('filter.owner')}: ${owners.map(nameOf).join(', ')}`,
    domains.length > 0 &&
      `${t('filter.domain')}: ${domains.map(nameOf).join(', ')}`,
    lifecycles.length > 0 &&
      `${t('filter.lifecycle')}: ${lifecycles.join(', ')}`,
  ].filter(Boolean);
  return <>{words.length > 0 ? words.join(', ') : t('campaign.scopeAll')}</>;
}

function Buttons(props: { campaign: Campaign; onChanged: () => void }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { campaign, onChanged } = props;
  const { id, title, state } = campaign;
  const api = useApi(maturityApiRef);
  const navigate = useNavigate();
  const { base } = useMaturityPage();
  const [asking, setAsking] = useState<'close' | 'delete'>();
  const canClose = state === 'running' || state === 'planned';
  return (
    <Flex gap="2">
      <ButtonLink
        size="small"
        variant="secondary"
        href={`${base}/campaigns/${id}/edit`}
      >
        {t('campaign.edit')}
      </ButtonLink>
      {canClose && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setAsking('close')}
        >
          {t('campaign.close')}
        </Button>
      )}
      <Button
        size="small"
        variant="secondary"
        onPress={() => setAsking('delete')}
      >
        {t('action.delete')}
      </Button>
      {asking === 'close' && (
        <ConfirmDialog
          title={t('campaign.closeTitle', { title })}
          description={t('campaign.closeMeans')}
          confirm={t('campaign.close')}
          onClose={() => setAsking(undefined)}
          onConfirm={async () => {
            await api.closeCampaign(id);
            setAsking(undefined);
            onChanged();
          }}
        />
      )}
      {asking === 'delete' && (
        <ConfirmDialog
          title={t('campaign.deleteTitle', { title })}
          description={t('campaign.deleteMeans')}
          confirm={t('action.delete')}
          isDestructive
          onClose={() => setAsking(undefined)}
          onConfirm={async () => {
            await api.deleteCampaign(id);
            navigate(`${base}/campaigns`);
          }}
        />
      )}
    </Flex>
  );
}
