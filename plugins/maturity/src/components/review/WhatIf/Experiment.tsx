import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Select, Text } from '@backstage/ui';
import { ModelProblem } from '@plumbline/plugin-maturity-common';
import {
  ReadView,
  useAction,
  useLatest,
  useRead,
} from '@plumbline/plugin-workload-react';
import { YamlEditor } from '@plumbline/plugin-workload-react/yamlEditor';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { ActionAlert } from '../useAction/ActionAlert';
import { DryRunResult } from './DryRunResult';
import { FileChooser } from './FileChooser';
import styles from './WhatIf.module.css';
import {
  ModelFiles,
  changedNames,
  fileOfProblem,
  inputOf,
  namesOf,
  withUploads,
} from './modelFiles';

const POLL_MS = 1000;

/** Changes a model's files and shows what that would change. */
export function Experiment({ inForce }: { inForce: ModelFiles }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const [params, setParams] = useSearchParams();
  const [files, setFiles] = useState(inForce);
  const [name, setName] = useState(inForce.file);
  const [goTo, setGoTo] = useState<{ line: number }>();
  const runId = params.get('run') ?? undefined;
  const run = useDryRun(runId);
  const showRun = (id: string | undefined) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        if (id) after.set('run', id);
        else after.delete('run');
        return after;
      },
      { replace: true },
    );
  const start = useAction(async () => {
    const { id } = await api.startDryRun(inputOf(files));
    showRun(id);
  });
  const reset = () => {
    setFiles(inForce);
    showRun(undefined);
  };
  const problems = useMemo(
    () =>
      (runId ? run.value?.problems ?? [] : []).filter(
        problem => fileOfProblem(files, problem) === name,
      ),
    [runId, run.value, files, name],
  );
  const changed = changedNames(files);
  const show = (problem: ModelProblem) => {
    const file = fileOfProblem(files, problem);
    if (file) setName(file);
    setGoTo({ line: problem.line ?? 1 });
  };
  return (
    <Flex direction="column" gap="4">
      <Flex align="end" gap="3" className={styles.head}>
        <Select
          className={styles.choice}
          label={t('whatIf.file')}
          options={namesOf(files).map(each => ({
            id: each,
            label: changed.includes(each)
              ? t('whatIf.changedFile', { name: each })
              : each,
          }))}
          value={name}
          onChange={key => setName(String(key))}
        />
        <FileChooser
          onChosen={uploads => {
            const next = withUploads(files, uploads);
            if (next) setFiles(next);
          }}
        />
        {changed.length > 0 && (
          <Button variant="tertiary" onPress={reset}>
            {t('whatIf.reset')}
          </Button>
        )}
      </Flex>
      <YamlEditor
        key={name}
        label={t('whatIf.editor', { name })}
        value={files.texts[name]}
        problems={problems}
        goTo={goTo}
        onChange={text =>
          setFiles(before => ({
            ...before,
            texts: { ...before.texts, [name]: text },
          }))
        }
      />
      <Flex align="center" gap="3" className={styles.head}>
        <Button
          variant="primary"
          isDisabled={run.value?.state === 'running'}
          isPending={start.running}
          onPress={() => start.run()}
        >
          {t('whatIf.run')}
        </Button>
        <Text color="secondary" role="status">
          {changed.length === 0
            ? t('whatIf.unchanged')
            : t('whatIf.changed', { count: changed.length })}
        </Text>
      </Flex>
      <ActionAlert error={start.error} />
      {runId && (
        <ReadView read={run}>
          {value => <DryRunResult run={value} onGoTo={show} />}
        </ReadView>
      )}
    </Flex>
  );
}

/** A dry run, read again until it is over. */
function useDryRun(id: string | undefined) {
  const api = useApi(maturityApiRef);
  const [over, setOver] = useState<string>();
  const read = useRead(
    async () => {
      if (id === undefined) return undefined;
      const run = await api.getDryRun(id);
      if (run.state !== 'running') setOver(id);
      return run;
    },
    [api, id],
    { everyMs: id !== undefined && over !== id ? POLL_MS : undefined },
  );
  return useLatest(read);
}
