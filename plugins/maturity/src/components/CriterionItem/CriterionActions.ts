import {
  CriterionView,
  Exemption,
  ExemptionDecision,
} from '@plumbline/plugin-maturity-common';
import { createContext, useContext } from 'react';

/** What the reader can do with criteria; what they may not is absent. */
export interface CriterionActions {
  /** Full ref of the reader; absent until it is known. */
  me?: string;
  /** Opens the dialog that asks the questions of criteria, one or several together. */
  attest?: (criteria: CriterionView[]) => void;
  /** Opens the dialog that asks for an exemption. */
  requestExemption?: (criterion: CriterionView) => void;
  /** Opens the dialog that decides an exemption. */
  decide: (
    criterion: CriterionView,
    exemption: Exemption,
    decision: ExemptionDecision['decision'],
  ) => void;
  /** Whether the reader may approve, deny and revoke. */
  mayDecide: boolean;
  /** Address that opens a criterion. */
  hrefTo: (criterion: CriterionView) => string;
}

const Context = createContext<CriterionActions | undefined>(undefined);

/** Gives the criteria below what can be done with them. */
export const CriterionActionsProvider = Context.Provider;

/** What the reader can do with criteria. */
export function useCriterionActions(): CriterionActions {
  const actions = useContext(Context);
  if (!actions) throw new Error('Criteria are drawn outside of their tab');
  return actions;
}
