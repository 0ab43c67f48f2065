import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Radio, RadioGroup, Text } from '@backstage/ui';
import { CriterionView } from '@plumbline/plugin-maturity-common';
import { maturityTranslationRef } from '../../translation';

/** What somebody said to a question. */
export type Reply = 'met' | 'not-met' | 'skip';

/** Props of {@link QuestionField}. */
export interface QuestionFieldProps {
  criterion: CriterionView;
  /** It is the only one: then its title stands above, and it may not be left open. */
  isSingle: boolean;
  reply?: Reply;
  problem?: string;
  onChange: (reply: Reply) => void;
}

/** The question of one criterion, what counts as evidence, and the answers to choose from. */
export function QuestionField(props: QuestionFieldProps) {
  const { criterion, isSingle, reply, problem, onChange } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  const { title, attestation, decidedBy } = criterion;
  return (
    <Flex direction="column" gap="2">
      {!isSingle && (
        <Text as="h3" weight="bold">
          {title}
        </Text>
      )}
      <RadioGroup
        label={attestation?.question}
        description={
          attestation && t('attest.wanted', { evidence: attestation.evidence })
        }
        isRequired={isSingle}
        orientation="horizontal"
        value={reply ?? (isSingle ? null : 'skip')}
        onChange={value => onChange(value as Reply)}
        validationBehavior="aria"
        isInvalid={problem !== undefined}
      >
        <Radio value="met">{t('attest.met')}</Radio>
        <Radio value="not-met">{t('attest.notMet')}</Radio>
        {!isSingle && <Radio value="skip">{t('attest.skip')}</Radio>}
      </RadioGroup>
      {problem && (
        <Text as="p" color="danger" role="alert">
          {problem}
        </Text>
      )}
      {decidedBy === 'rule' && (
        <Text as="p" color="secondary">
          {t('attest.factsCount')}
        </Text>
      )}
    </Flex>
  );
}
