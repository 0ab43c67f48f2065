import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  ButtonLink,
  Card,
  CardBody,
  Flex,
  Link,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { Campaign, CampaignState } from '@plumbline/plugin-maturity-common';
import {
  EmptyState,
  Heading,
  ReadView,
  When,
  useRead,
} from '@plumbline/plugin-workload-react';
import { RiAddLine } from '@remixicon/react';
import { useSearchParams } from 'react-router-dom';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { IfMay } from '../../MaturityPage/IfMay';
import { useMaturityPage } from '../../MaturityPage/MaturityFrame';
import { ModelShape, useModelShapes } from '../ModelsInForce/useModelShape';
import { CampaignProgressBar } from './CampaignProgressBar';
import { CampaignStateLabel } from './CampaignStateLabel';
import { useGoalInWords } from './useGoalInWords';

const REFRESH_MS = 60_000;

/** Those that somebody can still do something about come first. */
const ORDER: CampaignState[] = [
  'running',
  'planned',
  'missed',
  'achieved',
  'closed',
];
const OPEN: CampaignState[] = ['running', 'planned', 'missed'];

/** All campaigns, those that run first, by deadline. */
export function CampaignList() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const [params, setParams] = useSearchParams();
  const all = params.get('show') === 'all';
  const read = useRead(() => api.getCampaigns(), [api], {
    everyMs: REFRESH_MS,
  });
  const shapes = useModelShapes(
    (read.value?.items ?? []).map(({ goal }) => goal.modelId),
  );
  return (
    <Flex direction="column" gap="4">
      <Flex align="center" justify="between" gap="3">
        <ToggleButtonGroup
          aria-label={t('campaigns.which')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[all ? 'all' : 'open']}
          onSelectionChange={keys =>
            setParams(keys.has('all') ? { show: 'all' } : {}, { replace: true })
          }
        >
          <ToggleButton id="open">{t('campaigns.open')}</ToggleButton>
          <ToggleButton id="all">{t('campaigns.all')}</ToggleButton>
        </ToggleButtonGroup>
        <StartCampaign />
      </Flex>
      <ReadView
        read={read}
        empty={{
          when: ({ items }) => items.length === 0,
          title: t('campaigns.none'),
          description: t('campaigns.noneHow'),
        }}
      >
        {({ items }) => (
          <Campaigns
            campaigns={items.filter(({ state }) => all || OPEN.includes(state))}
            shapes={shapes.value}
          />
        )}
      </ReadView>
    </Flex>
  );
}

function StartCampaign() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { base } = useMaturityPage();
  return (
    <IfMay permission="campaign" otherwise="campaign">
      <ButtonLink
        variant="primary"
        href={`${base}/campaigns/new`}
        iconStart={<RiAddLine aria-hidden />}
      >
        {t('campaigns.start')}
      </ButtonLink>
    </IfMay>
  );
}

function Campaigns(props: {
  campaigns: Campaign[];
  shapes: ReadonlyMap<string, ModelShape> | undefined;
}) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { campaigns, shapes } = props;
  if (campaigns.length === 0) {
    return (
      <EmptyState
        title={t('campaigns.noneOpen')}
        description={t('campaigns.noneOpenHow')}
      />
    );
  }
  const sorted = [...campaigns].sort(
    (a, b) =>
      ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
      a.deadline.localeCompare(b.deadline),
  );
  return (
    <Flex direction="column" gap="3">
      {sorted.map(campaign => (
        <CampaignCard
          key={campaign.id}
          campaign={campaign}
          shape={shapes?.get(campaign.goal.modelId)}
        />
      ))}
    </Flex>
  );
}

function CampaignCard(props: {
  campaign: Campaign;
  shape: ModelShape | undefined;
}) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { campaign, shape } = props;
  const { base } = useMaturityPage();
  const goalInWords = useGoalInWords();
  const { id, title, goal, ownerRef, deadline } = campaign;
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="2">
          <Flex align="center" justify="between" gap="3">
            <Heading level={2}>
              <Link
                href={`${base}/campaigns/${id}`}
                variant="title-x-small"
                weight="bold"
              >
                {title}
              </Link>
            </Heading>
            <CampaignStateLabel campaign={campaign} />
          </Flex>
          <Text as="p">{goalInWords(goal, shape)}</Text>
          <CampaignProgressBar campaign={campaign} />
          <Text as="p" color="secondary">
            {t('campaigns.deadline')} <When at={deadline} format="date" /> (
            <When at={deadline} />) {' · '}
            {t('campaigns.runBy')} <EntityRefLink entityRef={ownerRef} />
          </Text>
        </Flex>
      </CardBody>
    </Card>
  );
}
