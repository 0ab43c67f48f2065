import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import {
  ModelSummary,
  WorkloadMaturity,
} from '@plumbline/plugin-maturity-common';
import { Prose, ReadView, useRead } from '@plumbline/plugin-workload-react';
import { useMemo, useState } from 'react';
import { maturityTranslationRef } from '../../translation';
import {
  CriterionActions,
  CriterionActionsProvider,
} from '../CriterionItem/CriterionActions';
import { LevelHistory } from '../LevelHistory/LevelHistory';
import { NextLevel } from '../NextLevel/NextLevel';
import { PillarBrowser } from '../PillarBrowser/PillarBrowser';
import { CriterionDialogs, OpenDialog } from './CriterionDialogs';
import { ModelHead } from './ModelHead';
import { ModelCredit } from './ModelCredit';
import { TabAddress } from './useTabQuery';
import { useScorecard } from './useWorkloadMaturity';

/** Props of {@link ModelTab}. */
export interface ModelTabProps {
  maturity: WorkloadMaturity;
  model: ModelSummary;
  address: TabAddress;
  /** Something was written that changes what is shown. */
  onChanged: () => void;
}

/** A workload on one model: where it stands, what is next, everything behind it. */
export function ModelTab(props: ModelTabProps) {
  const { maturity, model, address, onChanged } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  const { may } = maturity;
  const scorecard = useScorecard(model.id, model.asOf);
  const [dialog, setDialog] = useState<OpenDialog>();
  const identity = useApi(identityApiRef);
  const { value: me } = useRead(
    async () => (await identity.getBackstageIdentity()).userEntityRef,
    [identity],
  );
  const readAgain = () => {
    onChanged();
    scorecard.retry();
  };
  const { hrefTo } = address;
  const actions = useMemo<CriterionActions>(
    () => ({
      me,
      attest: may.attest.allowed
        ? criteria => setDialog({ kind: 'attest', criteria })
        : undefined,
      requestExemption: may.requestExemption.allowed
        ? criterion => setDialog({ kind: 'request', criterion })
        : undefined,
      decide: (criterion, exemption, decision) =>
        setDialog(
          decision === 'withdraw'
            ? { kind: 'withdraw', criterion, exemption }
            : { kind: 'decide', criterion, exemption, decision },
        ),
      mayDecide: may.decideExemption.allowed,
      hrefTo: ({ id }) =>
        hrefTo({
          model: model.id,
          pillar: undefined,
          level: undefined,
          criterion: id,
          show: 'all',
          search: '',
        }),
    }),
    [
      me,
      may.attest.allowed,
      may.requestExemption.allowed,
      may.decideExemption.allowed,
      hrefTo,
      model.id,
    ],
  );
  return (
    <CriterionActionsProvider value={actions}>
      <Flex aria-label={model.title} direction="column" gap="6" role="region">
        <ModelHead
          model={model}
          workloadRef={maturity.workloadRef}
          hrefTo={hrefTo}
          onRefreshed={readAgain}
        />
        {!may.attest.allowed && (
          <Text as="p" color="secondary">
            {t('attest.notAllowed')}
            {may.attest.reason && (
              <>
                : <Prose>{may.attest.reason}</Prose>
              </>
            )}
          </Text>
        )}
        <ReadView read={scorecard}>
          {value => (
            <Flex direction="column" gap="6">
              <NextLevel scorecard={value} />
              <PillarBrowser scorecard={value} address={address} />
            </Flex>
          )}
        </ReadView>
        <LevelHistory model={model} />
        <ModelCredit model={model} />
      </Flex>
      <CriterionDialogs
        workloadRef={maturity.workloadRef}
        modelId={model.id}
        open={dialog}
        onClose={() => setDialog(undefined)}
        onWritten={() => {
          setDialog(undefined);
          readAgain();
        }}
      />
    </CriterionActionsProvider>
  );
}
