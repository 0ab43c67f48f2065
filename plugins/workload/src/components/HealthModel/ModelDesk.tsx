import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button, Flex, Skeleton, Text } from '@backstage/ui';
import {
  HealthModelAnswer,
  WorkloadMap,
} from '@plumbline/plugin-workload-common';
import {
  FailureAlert,
  Prose,
  WorkloadName,
  useAction,
} from '@plumbline/plugin-workload-react';
import { Suspense, lazy, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { healthTranslationRef } from '../../healthTranslation';
import { partsOf } from '../HealthTab/parts';
import styles from './HealthModel.module.css';
import { MODEL_SECTIONS, ModelSection } from './modelAddress';
import { ModelFormProvider } from './ModelForm';
import { ModelPreview } from './ModelPreview';
import { ModelProblems } from './ModelProblems';
import { SectionForm } from './SectionForm';
import { SectionLinks } from './SectionLinks';
import { useModelDraft } from './useModelDraft';

// The editor of text is larger than all forms together.
const YamlSection = lazy(() => import('./YamlSection'));

/** Props of {@link ModelDesk}. */
export interface ModelDeskProps {
  name: WorkloadName;
  map: WorkloadMap;
  model: HealthModelAnswer;
  /** Whether the reader has just saved. */
  isSaved: boolean;
  onSave: (text: string) => Promise<void>;
}

/** A draft of a model: its forms, its text, what it would change, and saving it. */
export function ModelDesk(props: ModelDeskProps) {
  const { name, map, model, isSaved, onSave } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const [params, setParams] = useSearchParams();
  const section =
    MODEL_SECTIONS.find(each => each === params.get('section')) ?? 'parts';
  const isOurs = model.edit.allowed && model.origin !== 'file';
  const [isTrying, setTrying] = useState(false);
  const [goTo, setGoTo] = useState<{ line: number }>();
  const isReadOnly = !isOurs && !isTrying;
  const draft = useModelDraft(name.name, model.text ?? '', map);
  useWarningBeforeLeaving(draft.isChanged && isOurs);
  const parts = useMemo(() => partsOf(map), [map]);
  const form = draft.draft && {
    draft: draft.draft,
    defaults: draft.defaults,
    valueAt: draft.valueAt,
    problemAt: draft.problemAt,
    hasProblem: draft.hasProblem,
    edit: draft.edit,
    isReadOnly,
    parts,
    signalIds: [
      ...new Set(
        map.nodes.flatMap(({ signals }) => signals.map(({ id }) => id)),
      ),
    ].sort(),
  };
  const show = (next: ModelSection) =>
    setParams(before => {
      const after = new URLSearchParams(before);
      after.set('section', next);
      after.delete('of');
      return after;
    });
  return (
    <Flex direction="column" gap="4">
      {!isOurs && (
        <NotOurs
          model={model}
          isTrying={isTrying}
          onTry={() => setTrying(true)}
        />
      )}
      <div className={styles.desk}>
        <SectionLinks section={section} form={form} onShow={show} />
        <section
          className={styles.form}
          aria-label={t(`model.section.${section}`)}
        >
          <Text as="p" color="secondary">
            {t(`model.sectionMeans.${section}`)}
          </Text>
          {section === 'yaml' && (
            <Suspense fallback={<Skeleton height={480} width="100%" />}>
              <YamlSection
                model={draft}
                completeText={model.completeText}
                isReadOnly={isReadOnly}
                goTo={goTo}
              />
            </Suspense>
          )}
          {section !== 'yaml' && form && (
            <ModelFormProvider value={form}>
              <SectionForm
                key={section}
                section={section}
                of={params.get('of') ?? undefined}
              />
            </ModelFormProvider>
          )}
          {section !== 'yaml' && !form && (
            <Alert status="warning" icon title={t('model.mend')} />
          )}
        </section>
        <div className={styles.outcome}>
          {draft.problems.length > 0 && (
            <Alert
              status="danger"
              icon
              title={t('model.problemList')}
              description={
                <ModelProblems
                  problems={draft.problems}
                  onGoTo={({ line }) => {
                    setGoTo({ line });
                    show('yaml');
                  }}
                />
              }
            />
          )}
          {draft.isChanged && draft.problems.length === 0 && (
            <ModelPreview name={name} text={draft.text} />
          )}
          {isOurs && (
            <SaveBar
              draft={draft}
              isSaved={isSaved}
              isOwn={model.origin !== 'default'}
              onSave={onSave}
              onDiscard={() => draft.write(model.text ?? '')}
            />
          )}
          {isTrying && <CopyButton text={draft.text} />}
        </div>
      </div>
    </Flex>
  );
}

function SaveBar(props: {
  draft: ReturnType<typeof useModelDraft>;
  isSaved: boolean;
  isOwn: boolean;
  onSave: (text: string) => Promise<void>;
  onDiscard: () => void;
}) {
  const { draft, isSaved, isOwn, onSave, onDiscard } = props;
  const { text, isChanged, problems, write } = draft;
  const { t } = useTranslationRef(healthTranslationRef);
  const { running, error, run } = useAction(() => onSave(text));
  return (
    <Flex direction="column" gap="3">
      <FailureAlert title={t('model.saveFailed')} error={error} />
      <Text role="status" color="secondary">
        {!isChanged && (isSaved ? t('model.saved') : t('model.changedNot'))}
      </Text>
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        <Button
          variant="primary"
          isDisabled={!isChanged || problems.length > 0}
          isPending={running}
          onPress={() => run()}
        >
          {t('model.save')}
        </Button>
        {isChanged && (
          <Button variant="secondary" onPress={onDiscard}>
            {t('model.discard')}
          </Button>
        )}
        {isOwn && text !== '' && (
          <Button variant="tertiary" onPress={() => write('')}>
            {t('model.toDefault')}
          </Button>
        )}
      </Flex>
    </Flex>
  );
}

/** Why the reader cannot save, and that they can try all the same. */
function NotOurs(props: {
  model: HealthModelAnswer;
  isTrying: boolean;
  onTry: () => void;
}) {
  const { model, isTrying, onTry } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const isFile = model.origin === 'file';
  return (
    <Alert
      status="info"
      icon
      title={isFile ? t('model.inFile') : t('model.readOnly')}
      description={
        isFile ? (
          t('model.inFileMeans')
        ) : (
          <Prose>{model.edit.reason ?? ''}</Prose>
        )
      }
      customActions={
        !isTrying && (
          <Button size="small" variant="tertiary" onPress={onTry}>
            {t('model.tryOut')}
          </Button>
        )
      }
    />
  );
}

function CopyButton({ text }: { text: string }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const [copied, setCopied] = useState<string>();
  const { error, run } = useAction(async () => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  });
  return (
    <Flex align="center" gap="2">
      <Button variant="secondary" onPress={() => run()}>
        {t('model.copy')}
      </Button>
      <span role="status">{copied === text && t('model.copied')}</span>
      <FailureAlert title={t('model.copy')} error={error} />
    </Flex>
  );
}

/** What is not saved would be lost with the page. */
function useWarningBeforeLeaving(hasChanges: boolean) {
  useEffect(() => {
    if (!hasChanges) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [hasChanges]);
}
