import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex } from '@backstage/ui';
import { YamlEditor } from '@plumbline/plugin-workload-react/yamlEditor';
import { useMemo } from 'react';
import { healthTranslationRef } from '../../healthTranslation';
import { ModelDraft } from './useModelDraft';

/** Props of {@link YamlSection}. */
export interface YamlSectionProps {
  model: ModelDraft;
  /** What holds with all defaults written out. */
  completeText: string;
  isReadOnly: boolean;
  /** Line to show; a new object shows it again. */
  goTo?: { line: number };
}

/** The whole model as text, with what is wrong marked where it is. */
export default function YamlSection(props: YamlSectionProps) {
  const { model, completeText, isReadOnly, goTo } = props;
  const { text, problems, write } = model;
  const { t } = useTranslationRef(healthTranslationRef);
  const marked = useMemo(
    () =>
      problems.map(({ line, column, field, expected }) => ({
        line,
        column,
        field,
        message: t('model.expected', { expected }),
      })),
    [problems, t],
  );
  return (
    <Flex direction="column" gap="3">
      {!isReadOnly && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => write(completeText)}
          >
            {t('model.writeOut')}
          </Button>
        </div>
      )}
      <YamlEditor
        label={t('model.heading')}
        value={text}
        onChange={write}
        problems={marked}
        goTo={goTo}
        isReadOnly={isReadOnly}
      />
    </Flex>
  );
}
