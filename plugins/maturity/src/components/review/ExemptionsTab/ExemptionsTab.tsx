import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Select } from '@backstage/ui';
import {
  EXEMPTION_ORDERS,
  EXEMPTION_STATES,
  ExemptionOrder,
  ExemptionState,
} from '@plumbline/plugin-maturity-common';
import {
  Heading,
  ReadView,
  useLatest,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { IfMay } from '../../MaturityPage/IfMay';
import { ExemptionTable } from './ExemptionTable';
import styles from './ExemptionsTab.module.css';

const PAGE_SIZE = 20;
/** All that is decided or over. */
const DECIDED = EXEMPTION_STATES.filter(state => state !== 'requested');

/** Requests for exemptions, those that wait for a decision first. */
export function ExemptionsTab() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const [params, setParams] = useSearchParams();
  // A decision moves a row from the one list to the other.
  const [decisions, setDecisions] = useState(0);
  const onDecided = () => setDecisions(before => before + 1);
  const state =
    DECIDED.find(each => each === params.get('state')) ?? 'approved';
  const sort =
    EXEMPTION_ORDERS.find(each => each === params.get('sort')) ?? 'requested';
  const choose = (name: string, value: string) =>
    setParams(
      before => {
        before.set(name, value);
        return before;
      },
      { replace: true },
    );
  return (
    <Flex direction="column" gap="5">
      <IfMay permission="exempt" otherwise="exempt" />
      <Flex align="end" justify="between" gap="3" className={styles.head}>
        <Heading level={2}>{t('exemptions.requested')}</Heading>
        <Select
          className={styles.choice}
          label={t('exemptions.order')}
          options={EXEMPTION_ORDERS.map(each => ({
            id: each,
            label: t(`exemptionOrder.${each}`),
          }))}
          value={sort}
          onChange={key => choose('sort', String(key))}
        />
      </Flex>
      <Exemptions
        key={sort}
        state="requested"
        sort={sort}
        decisions={decisions}
        onDecided={onDecided}
      />
      <Flex align="end" justify="between" gap="3" className={styles.head}>
        <Heading level={2}>{t('exemptions.others')}</Heading>
        <Select
          className={styles.choice}
          label={t('exemptions.state')}
          options={DECIDED.map(each => ({
            id: each,
            label: t(`exemptionState.${each}`),
          }))}
          value={state}
          onChange={key => choose('state', String(key))}
        />
      </Flex>
      <Exemptions
        key={`${state} ${sort}`}
        state={state}
        sort={sort}
        decisions={decisions}
        onDecided={onDecided}
      />
    </Flex>
  );
}

function Exemptions(props: {
  state: ExemptionState;
  sort: ExemptionOrder;
  decisions: number;
  onDecided: () => void;
}) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { state, sort, decisions, onDecided } = props;
  const api = useApi(maturityApiRef);
  const [offset, setOffset] = useState(0);
  const read = useLatest(
    useRead(
      () =>
        api.getExemptions(
          { states: [state] },
          { sort, limit: PAGE_SIZE, offset },
        ),
      [api, state, sort, offset, decisions],
    ),
  );
  return (
    <ReadView
      read={read}
      empty={{
        when: ({ total }) => total === 0,
        title:
          state === 'requested'
            ? t('exemptions.noneRequested')
            : t('exemptions.none', { state: t(`exemptionState.${state}`) }),
        description: t(
          state === 'requested'
            ? 'exemptions.noneRequestedHow'
            : 'exemptions.noneHow',
        ),
      }}
    >
      {page => (
        <ExemptionTable
          label={t(`exemptionState.${state}`)}
          page={page}
          pageSize={PAGE_SIZE}
          offset={offset}
          isStale={read.isStale}
          onOffset={setOffset}
          onDecided={onDecided}
        />
      )}
    </ReadView>
  );
}
