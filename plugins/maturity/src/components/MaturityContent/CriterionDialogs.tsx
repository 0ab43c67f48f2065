import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  useEntity,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { CriterionView, Exemption } from '@plumbline/plugin-maturity-common';
import { AttestDialog } from '../AttestDialog/AttestDialog';
import { ExemptionDialog } from '../ExemptionDialog/ExemptionDialog';
import { maturityApiRef } from '../../api/MaturityApi';
import { maturityTranslationRef } from '../../translation';
import { ConfirmDialog } from '../review/ConfirmDialog/ConfirmDialog';
import {
  DecisionDialog,
  TeamDecision,
} from '../review/ExemptionsTab/DecisionDialog';

/** The dialog that is open. */
export type OpenDialog =
  | { kind: 'attest'; criteria: CriterionView[] }
  | { kind: 'request'; criterion: CriterionView }
  | {
      kind: 'decide';
      criterion: CriterionView;
      exemption: Exemption;
      decision: TeamDecision;
    }
  | { kind: 'withdraw'; criterion: CriterionView; exemption: Exemption };

/** Props of {@link CriterionDialogs}. */
export interface CriterionDialogsProps {
  workloadRef: string;
  modelId: string;
  open: OpenDialog | undefined;
  onClose: () => void;
  /** What was asked for is stored. */
  onWritten: () => void;
}

/** The dialogs in which something is written about criteria. */
export function CriterionDialogs(props: CriterionDialogsProps) {
  const { workloadRef, modelId, open, onClose, onWritten } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  const api = useApi(maturityApiRef);
  const { primaryTitle } = useEntityPresentation(useEntity().entity);
  switch (open?.kind) {
    case 'attest':
      return (
        <AttestDialog
          workloadRef={workloadRef}
          criteria={open.criteria}
          onClose={onClose}
          onAttested={onWritten}
        />
      );
    case 'request':
      return (
        <ExemptionDialog
          workloadRef={workloadRef}
          criterion={open.criterion}
          onClose={onClose}
          onRequested={onWritten}
        />
      );
    case 'decide':
      return (
        <DecisionDialog
          exemption={{
            ...open.exemption,
            workloadTitle: primaryTitle,
            modelId,
            criterionTitle: open.criterion.title,
          }}
          decision={open.decision}
          onClose={onClose}
          onDecided={onWritten}
        />
      );
    case 'withdraw':
      return (
        <ConfirmDialog
          title={t('exempt.withdrawTitle')}
          description={open.criterion.title}
          confirm={t('exempt.withdraw')}
          onConfirm={async () => {
            await api.decideExemption(open.exemption.id, {
              decision: 'withdraw',
            });
            onWritten();
          }}
          onClose={onClose}
        />
      );
    default:
      return null;
  }
}
