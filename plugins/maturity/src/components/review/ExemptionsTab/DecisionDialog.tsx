import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text, TextAreaField } from '@backstage/ui';
import {
  ExemptionDecision,
  ExemptionRow,
} from '@plumbline/plugin-maturity-common';
import {
  ActionDialog,
  When,
  useAction,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';

/** What the platform team may decide. */
export type TeamDecision = Exclude<ExemptionDecision['decision'], 'withdraw'>;

/** Props of {@link DecisionDialog}. */
export interface DecisionDialogProps {
  exemption: ExemptionRow;
  decision: TeamDecision;
  onClose: () => void;
  onDecided: () => void;
}

/** Takes a decision about an exemption, with a note for those who asked. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { exemption, decision, onClose, onDecided } = props;
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const [note, setNote] = useState('');
  const { running, error, run } = useAction(async () => {
    await api.decideExemption(exemption.id, {
      decision,
      note: note.trim() || undefined,
    });
    onDecided();
  });
  // Who is refused something is told why.
  const needsNote = decision !== 'approve';
  return (
    <ActionDialog
      title={t(`decision.${decision}Title`)}
      width={520}
      cancel={t('action.cancel')}
      submit={t(`decision.${decision}`)}
      isSubmitDisabled={needsNote && note.trim() === ''}
      failed={t('action.failed')}
      running={running}
      error={error}
      onClose={onClose}
      onSubmit={() => run()}
    >
      <Text as="p" weight="bold">
        {exemption.workloadTitle}: {exemption.criterionTitle}
      </Text>
      <Text as="p">{exemption.reason}</Text>
      <Text as="p" color="secondary">
        {t(`decision.${decision}Means`)}{' '}
        {decision === 'approve' && (
          <>
            {t('decision.until')}{' '}
            <When at={exemption.expiresAt} format="date" />.
          </>
        )}
      </Text>
      <TextAreaField
        label={t('decision.note')}
        isRequired={needsNote}
        maxLength={2000}
        value={note}
        onChange={setNote}
      />
    </ActionDialog>
  );
}
