import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import {
  ExemptionDecision,
  ExemptionRow,
} from '@plumbline/plugin-maturity-common';
import { When, useAction } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { ActionAlert } from '../useAction/ActionAlert';

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
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={520}>
      <DialogHeader>{t(`decision.${decision}Title`)}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
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
          <ActionAlert error={error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('action.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={needsNote && note.trim() === ''}
          isPending={running}
          onPress={() => run()}
        >
          {t(`decision.${decision}`)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
