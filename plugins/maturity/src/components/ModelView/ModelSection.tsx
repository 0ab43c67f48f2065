import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Text } from '@backstage/ui';
import { CriterionView, ModelView } from '@plumbline/plugin-maturity-common';
import { Heading } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import { Ladder } from '../Ladder/Ladder';
import { LevelAccordion } from '../LevelAccordion/LevelAccordion';
import { LevelHistory } from '../LevelHistory/LevelHistory';
import { NextLevel } from '../NextLevel/NextLevel';
import { LevelSentence } from './LevelSentence';

/** Props of {@link ModelSection}. */
export interface ModelSectionProps {
  model: ModelView;
  /** Opens the dialog; absent for those who may not attest. */
  onAttest?: (criterion: CriterionView) => void;
}

/** A workload on one model: where it stands, what is next, everything behind it. */
export function ModelSection({ model, onAttest }: ModelSectionProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { source } = model;
  const credit = t('source.text', {
    title: source.title,
    licence: source.licence,
  });
  return (
    <Flex direction="column" gap="5" aria-label={model.title} role="region">
      <Flex direction="column" gap="2">
        <Heading level={2}>{model.title}</Heading>
        <LevelSentence model={model} />
        <Ladder model={model} />
      </Flex>
      <NextLevel model={model} onAttest={onAttest} />
      <LevelAccordion model={model} onAttest={onAttest} />
      <LevelHistory history={model.history} />
      {source.url ? (
        <Link
          href={source.url}
          target="_blank"
          rel="noopener noreferrer"
          color="secondary"
          variant="body-small"
        >
          {credit}
        </Link>
      ) : (
        <Text color="secondary" variant="body-small">
          {credit}
        </Text>
      )}
    </Flex>
  );
}
