import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiAddLine,
  RiDeleteBinLine,
  RiEqualLine,
  RiPencilLine,
} from '@remixicon/react';
import { planTranslationRef } from '../../translation';
import { FileChange } from './fileTree';
import styles from './PlanFiles.module.css';

const ICONS: Record<FileChange, typeof RiAddLine> = {
  new: RiAddLine,
  changed: RiPencilLine,
  removed: RiDeleteBinLine,
  same: RiEqualLine,
};

/** What becomes of a file: colour, icon and word. */
export function FileChangeLabel({ change }: { change: FileChange }) {
  const { t } = useTranslationRef(planTranslationRef);
  const Icon = ICONS[change];
  return (
    <span className={styles.change} data-change={change}>
      <Icon aria-hidden className={styles.icon} size={14} />
      {t(`files.${change}`)}
    </span>
  );
}
