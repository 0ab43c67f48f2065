import { useEffect } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Flex, Text } from '@backstage/ui';
import { PlanRequest, parsePlanRequest } from '@plumbline/plugin-stamp-common';
import {
  PlanView,
  planTranslationRef,
  stampApiRef,
} from '@plumbline/plugin-stamp-react';
import {
  Heading,
  ReadView,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { PlanKind, planRequestOf } from '../../fields/planRequest';
import { useFormValues } from '../../fields/useFormValues';
import { useSettled } from '../../fields/useSettled';
import { stampFormTranslationRef } from '../../translation';

/** Pause in typing after which a plan is asked for. */
const SETTLED_MS = 400;

/** `ui:options` of the preview. */
export interface StampPlanPreviewOptions {
  /** What the form is for; `add` when absent. */
  kind?: PlanKind;
}

/**
 * Shows what would be done, by the same planner that the action uses. Nobody
 * types into it: its value is the name of the planned stamp, or nothing where
 * there is no plan, so that a required preview stops the form.
 */
export function StampPlanPreview(
  props: FieldExtensionComponentProps<string, StampPlanPreviewOptions>,
) {
  const { schema, uiSchema, formData, onChange } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const values = useFormValues(props);
  const kind = uiSchema?.['ui:options']?.kind ?? 'add';
  const { request, missing } = planRequestOf(kind, values);
  return (
    <Flex bg="neutral" direction="column" gap="3">
      <Heading level={3}>{schema.title ?? t('plan.label')}</Heading>
      {request ? (
        <Asked request={request} planned={formData} onPlanned={onChange} />
      ) : (
        <Missing names={missing} planned={formData} onPlanned={onChange} />
      )}
    </Flex>
  );
}

interface PartProps {
  /** Value of the field. */
  planned?: string;
  onPlanned: (name: string | undefined) => void;
}

function Missing({ names, ...rest }: PartProps & { names: string[] }) {
  const { t } = useTranslationRef(stampFormTranslationRef);
  const words = useTranslationRef(planTranslationRef);
  usePlanned(undefined, rest);
  const wordOf = (name: string) =>
    words.t(`fields.${name === 'stamp' ? 'stampRef' : (name as 'region')}`);
  return (
    <Text>{t('plan.first', { fields: names.map(wordOf).join(', ') })}</Text>
  );
}

function Asked({ request, ...rest }: PartProps & { request: PlanRequest }) {
  const { t } = useTranslationRef(stampFormTranslationRef);
  // Asked for only once it can be read, so that no half of a word is sent.
  const { problems } = parsePlanRequest(request);
  return problems ? (
    <Unreadable problems={problems} {...rest} />
  ) : (
    <>
      <Text variant="body-small" color="secondary">
        {t('plan.description')}
      </Text>
      <Preview request={request} {...rest} />
    </>
  );
}

function Unreadable({ problems, ...rest }: PartProps & { problems: string[] }) {
  const { t } = useTranslationRef(stampFormTranslationRef);
  usePlanned(undefined, rest);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('plan.unreadable')}
      description={
        <ul>
          {problems.map(problem => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      }
    />
  );
}

function Preview({ request, ...rest }: PartProps & { request: PlanRequest }) {
  const stampApi = useApi(stampApiRef);
  const newest = useSame(request);
  const settled = useSettled(newest, SETTLED_MS);
  const read = useRead(
    async () => ({ of: settled, answer: await stampApi.plan(settled) }),
    [stampApi, settled],
  );
  const { value, error } = read;
  const isCurrent = value?.of === newest && !error;
  usePlanned(isCurrent ? value?.answer.plan?.stamp.name : undefined, rest);
  return (
    <ReadView read={read}>
      {({ answer }) => <PlanView answer={answer} />}
    </ReadView>
  );
}

/** Makes the name of the plan the field's value, and takes it back where there is none. */
function usePlanned(
  name: string | undefined,
  { planned, onPlanned }: PartProps,
) {
  useEffect(() => {
    if (name !== planned) onPlanned(name);
  }, [name, planned, onPlanned]);
}
