import { AlertsForm } from './forms/AlertsForm';
import { EscalationForm } from './forms/EscalationForm';
import { MaintenanceForm } from './forms/MaintenanceForm';
import { MappingForm } from './forms/MappingForm';
import { ObjectiveForm } from './forms/ObjectiveForm';
import { PartsForm } from './forms/PartsForm';
import { SignalsForm } from './forms/SignalsForm';
import { StampsForm } from './forms/StampsForm';
import { UserFlowsForm } from './forms/UserFlowsForm';
import { ModelSection } from './modelAddress';

const FORMS: Record<
  Exclude<ModelSection, 'yaml'>,
  (props: { of?: string }) => JSX.Element
> = {
  parts: PartsForm,
  flows: UserFlowsForm,
  signals: SignalsForm,
  mapping: MappingForm,
  stamps: StampsForm,
  objective: ObjectiveForm,
  escalation: EscalationForm,
  alerts: AlertsForm,
  maintenance: MaintenanceForm,
};

/** The form of a part of the model. */
export function SectionForm(props: {
  section: Exclude<ModelSection, 'yaml'>;
  /** What to open at once. */
  of?: string;
}) {
  const Form = FORMS[props.section];
  return <Form of={props.of} />;
}
