import { useId, useState } from 'react';
import {
  RiArrowDownSLine,
  RiArrowRightSLine,
  RiFolderLine,
} from '@remixicon/react';
import { PlannedFile } from '@plumbline/plugin-stamp-common';
import { FileDiff } from '../FileDiff/FileDiff';
import { FileChangeLabel } from './FileChangeLabel';
import { FileFolder, fileChangeOf } from './fileTree';
import styles from './PlanFiles.module.css';

/** What is in a folder, as nested lists. */
export function FileBranch({ folder }: { folder: FileFolder }) {
  return (
    <ul className={styles.branch}>
      {folder.folders.map(each => (
        <li key={each.name}>
          <span className={styles.folder}>
            <RiFolderLine aria-hidden className={styles.icon} size={16} />
            {each.name}/
          </span>
          <FileBranch folder={each} />
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

function FileLeaf({ name, file }: { name: string; file: PlannedFile }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const Arrow = isOpen ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <>
      <button
        type="button"
        className={styles.file}
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
