import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { PlannedFile } from '@plumbline/plugin-stamp-common';
import { CountButtons, EmptyState } from '@plumbline/plugin-workload-react';
import { planTranslationRef } from '../../translation';
import { FileBranch } from './FileBranch';
import { FileChangeLabel } from './FileChangeLabel';
import { FILE_CHANGES, FileChange, fileChangeOf, fileTreeOf } from './fileTree';

/** Files up to which every folder is open at first. */
const MOST_OPEN = 20;

/** Files that a plan would write or take away, by folder; each opens to what becomes of it line by line. */
export function PlanFiles({ files }: { files: readonly PlannedFile[] }) {
  const { t } = useTranslationRef(planTranslationRef);
  const [chosen, setChosen] = useState<FileChange[]>();
  if (files.length === 0) {
    return (
      <EmptyState
        title={t('files.none')}
        description={t('files.noneDescription')}
      />
    );
  }
  const kinds = FILE_CHANGES.map(id => ({
    id,
    count: files.filter(file => fileChangeOf(file) === id).length,
    content: <FileChangeLabel change={id} />,
  })).filter(({ count }) => count > 0);
  const shown = files.filter(file => {
    const isKnown = kinds.some(({ id }) => chosen?.includes(id));
    return !isKnown || chosen!.includes(fileChangeOf(file));
  });
  const isLong = shown.length > MOST_OPEN;
  return (
    <Flex direction="column" gap="2">
      <CountButtons
        label={t('files.counts', { number: files.length })}
        options={kinds}
        chosen={chosen}
        onChange={setChosen}
      />
      <FileBranch
        key={String(isLong)}
        folder={fileTreeOf(shown)}
        opens={isLong ? 1 : Infinity}
      />
    </Flex>
  );
}
