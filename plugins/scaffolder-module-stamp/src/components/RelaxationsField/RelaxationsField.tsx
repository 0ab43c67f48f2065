import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Checkbox, Flex, Text, TextField } from '@backstage/ui';
import {
  MAX_REASON,
  MIN_REASON,
  PLACEMENT_RULES,
  PlacementRule,
  REGIONS,
  Relaxation,
  isReason,
  regionChoices,
} from '@plumbline/plugin-stamp-common';
import { planTranslationRef } from '@plumbline/plugin-stamp-react';
import { ReadView, ToneLabel } from '@plumbline/plugin-workload-react';
import { Subject, useSubject } from '../../estate/useSubject';
import { relaxationsOf } from '../../fields/formValues';
import { useFormValues } from '../../fields/useFormValues';
import { usePlacementPolicy } from '../../fields/usePlacementPolicy';
import { stampFormTranslationRef } from '../../translation';
import { FieldFrame } from '../FieldFrame/FieldFrame';

type Props = FieldExtensionComponentProps<Relaxation[]>;

/**
 * Rules that the chosen region breaks and that the policy lets be relaxed,
 * each with the reason that its reviewer reads. Its value is a list of rules
 * with reasons, or nothing.
 */
export function RelaxationsField(props: Props) {
  const { schema } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const { relaxable } = usePlacementPolicy();
  const read = useSubject(useFormValues(props));
  return (
    <FieldFrame
      title={schema.title ?? t('relaxing.label')}
      description={
        relaxable.length > 0
          ? schema.description ?? t('relaxing.description')
          : undefined
      }
    >
      {relaxable.length === 0 && !relaxationsOf(props.formData) ? (
        <Text color="secondary">{t('relaxing.never')}</Text>
      ) : (
        <ReadView read={read}>
          {subject => <Rules {...props} subject={subject} />}
        </ReadView>
      )}
    </FieldFrame>
  );
}

function Rules(props: Props & { subject?: Subject }) {
  const { onChange, disabled, subject } = props;
  const { region } = useFormValues(props);
  const { t } = useTranslationRef(stampFormTranslationRef);
  const policy = usePlacementPolicy();
  const chosen = relaxationsOf(props.formData) ?? [];
  const choice =
    subject &&
    regionChoices(subject, REGIONS, policy).find(
      each => each.region.name === region,
    );
  if (!choice) return <Text>{t('relaxing.first')}</Text>;
  const shown = PLACEMENT_RULES.filter(
    rule =>
      chosen.some(each => each.rule === rule) ||
      (policy.relaxable.includes(rule) &&
        choice.reasons.some(each => each.rule === rule)),
  );
  const change = (rule: PlacementRule, reason: string | undefined) => {
    const others = chosen.filter(each => each.rule !== rule);
    const all = reason === undefined ? others : [...others, { rule, reason }];
    onChange(all.length > 0 ? all : undefined);
  };
  if (shown.length === 0) {
    return (
      <Text color="secondary">
        {t('relaxing.none', { region: choice.region.displayName })}
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="3">
      {shown.map(rule => (
        <Rule
          key={rule}
          rule={rule}
          broken={choice.reasons.find(each => each.rule === rule)?.message}
          isRelaxable={policy.relaxable.includes(rule)}
          reason={chosen.find(each => each.rule === rule)?.reason}
          onChange={reason => change(rule, reason)}
          isDisabled={disabled}
        />
      ))}
    </Flex>
  );
}

function Rule(props: {
  rule: PlacementRule;
  /** What stands against the region by this rule; absent where it holds. */
  broken?: string;
  isRelaxable: boolean;
  /** Absent where it is not relaxed. */
  reason?: string;
  onChange: (reason: string | undefined) => void;
  isDisabled?: boolean;
}) {
  const { rule, broken, isRelaxable, reason, onChange, isDisabled } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const words = useTranslationRef(planTranslationRef);
  const isRelaxed = reason !== undefined;
  return (
    <Flex direction="column" gap="1">
      <Checkbox
        isSelected={isRelaxed}
        isDisabled={isDisabled}
        onChange={selected => onChange(selected ? '' : undefined)}
      >
        {words.t(`rules.${rule}`)}
      </Checkbox>
      <Text variant="body-small" color="secondary">
        {broken ?? t('relaxing.holds')}
        {!isRelaxable && ` ${t('relaxing.notAllowed')}`}
      </Text>
      {isRelaxed && (
        <>
          <TextField
            label={t('relaxing.reason')}
            description={t('relaxing.reasonDescription', {
              min: MIN_REASON,
              max: MAX_REASON,
            })}
            isRequired
            validationBehavior="aria"
            maxLength={MAX_REASON}
            isDisabled={isDisabled}
            isInvalid={reason !== '' && !isReason(reason)}
            value={reason}
            onChange={onChange}
          />
          <span role="status">
            {reason !== '' && !isReason(reason) && (
              <ToneLabel tone="bad">
                {t('relaxing.wrongReason', {
                  min: MIN_REASON,
                  max: MAX_REASON,
                })}
              </ToneLabel>
            )}
          </span>
        </>
      )}
    </Flex>
  );
}
