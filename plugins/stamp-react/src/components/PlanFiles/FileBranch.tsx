import { useId, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiArrowDownSLine,
  RiArrowRightSLine,
  RiFolderLine,
  RiFolderOpenLine,
} from '@remixicon/react';
import { PlannedFile } from '@plumbline/plugin-stamp-common';
import { planTranslationRef } from '../../translation';
import { FileDiff } from '../FileDiff/FileDiff';
import { FileChangeLabel } from './FileChangeLabel';
import { FileFolder, fileChangeOf, fileCountOf } from './fileTree';
import styles from './PlanFiles.module.css';

/** Props of {@link FileBranch}. */
export interface FileBranchProps {
  folder: FileFolder;
  /** How many levels of folders are open at first. */
  opens: number;
}

/** What is in a folder, as nested lists. */
export function FileBranch({ folder, opens }: FileBranchProps) {
  return (
    <ul className={styles.branch}>
      {folder.folders.map(each => (
        <li key={each.name}>
          <Folder folder={each} opens={opens} />
        </li>
      ))}
      {folder.files.map(({ name, file }) => (
        <li key={file.path}>
          <FileLeaf name={name} file={file} />
        </li>
      ))}
    </ul>
  );
}

function Folder({ folder, opens }: FileBranchProps) {
  const { t } = useTranslationRef(planTranslationRef);
  const [isOpen, setIsOpen] = useState(opens > 0);
  const Icon = isOpen ? RiFolderOpenLine : RiFolderLine;
  return (
    <>
      <button
        type="button"
        className={styles.row}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon aria-hidden className={styles.icon} size={16} />
        <span>{folder.name}/</span>{' '}
        {!isOpen && (
          <span className={styles.count}>
            {t('files.counts', { number: fileCountOf(folder) })}
          </span>
        )}
      </button>
      {isOpen && <FileBranch folder={folder} opens={opens - 1} />}
    </>
  );
}

function FileLeaf({ name, file }: { name: string; file: PlannedFile }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const Arrow = isOpen ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <>
      <button
        type="button"
        className={styles.row}
        aria-controls={isOpen ? id : undefined}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Arrow aria-hidden className={styles.icon} size={16} />
        <span>{name}</span> <FileChangeLabel change={fileChangeOf(file)} />
      </button>
      {isOpen && (
        <div id={id} className={styles.diff}>
          <FileDiff file={file} />
        </div>
      )}
    </>
  );
}
