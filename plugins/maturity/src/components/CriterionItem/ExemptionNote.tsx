import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  CriterionView,
  Exemption,
  ExemptionDecision,
} from '@plumbline/plugin-maturity-common';
import { When } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import { CriterionActions, useCriterionActions } from './CriterionActions';

const WORDS = {
  requested: 'exempt.requested',
  approved: 'exempt.approved',
  denied: 'exempt.denied',
  revoked: 'exempt.ended',
  withdrawn: 'exempt.ended',
  expired: 'exempt.ended',
} as const;

/** Props of {@link ExemptionNote}. */
export interface ExemptionNoteProps {
  criterion: CriterionView;
  exemption: Exemption;
}

/** Who asked for an exemption, until when, why, what came of it, and who may still change that. */
export function ExemptionNote({ criterion, exemption }: ExemptionNoteProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const actions = useCriterionActions();
  const { state, requestedBy, requestedAt, expiresAt, reason } = exemption;
  const { decidedBy, decidedAt, decisionNote } = exemption;
  return (
    <Flex direction="column" gap="1">
      <Text as="p">
        {t(WORDS[state])} <Person entityRef={requestedBy} />{' '}
        <When at={requestedAt} />, {t('exempt.until_')}{' '}
        <When at={expiresAt} format="date" />: {reason}
        {state === 'requested' && (
          <Text color="secondary"> ({t('exempt.pending')})</Text>
        )}
      </Text>
      {decidedBy && decidedAt && (
        <Text as="p" color="secondary">
          {t(state === 'denied' ? 'exempt.deniedBy' : 'exempt.approvedBy')}{' '}
          <Person entityRef={decidedBy} /> <When at={decidedAt} />
          {decisionNote && `: ${decisionNote}`}
        </Text>
      )}
      <Flex gap="2">
        {decisionsOn(exemption, actions).map(decision => (
          <Button
            key={decision}
            size="small"
            variant="secondary"
            aria-label={t('exempt.actionFor', {
              action: t(`exempt.${decision}`),
              title: criterion.title,
            })}
            onPress={() => actions.decide(criterion, exemption, decision)}
          >
            {t(`exempt.${decision}`)}
          </Button>
        ))}
      </Flex>
    </Flex>
  );
}

function Person({ entityRef }: { entityRef: string }) {
  return <EntityRefLink entityRef={entityRef} hideIcon disableTooltip />;
}

function decisionsOn(
  { state, requestedBy }: Exemption,
  { mayDecide, me }: CriterionActions,
): ExemptionDecision['decision'][] {
  // Nobody decides on their own request.
  if (requestedBy === me) return state === 'requested' ? ['withdraw'] : [];
  if (!mayDecide || !me) return [];
  if (state === 'requested') return ['approve', 'deny'];
  return state === 'approved' ? ['revoke'] : [];
}
