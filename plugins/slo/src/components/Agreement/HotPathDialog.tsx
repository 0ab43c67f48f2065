import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text, TextField } from '@backstage/ui';
import { HotPathEdit, WorkloadAgreement } from '@plumbline/plugin-slo-common';
import { ActionDialog, useAction } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { sloTranslationRef } from '../../translation';
import styles from './Agreement.module.css';
import { DraftRow, Placing, draftOf, editOf, overrideOf } from './hotPathDraft';

const PLACINGS: Placing[] = ['catalog', 'on', 'off'];

/** Props of {@link HotPathDialog}. */
export interface HotPathDialogProps {
  agreement: WorkloadAgreement;
  onClose: () => void;
  onSave: (edit: HotPathEdit) => Promise<void>;
}

/** Corrects what users wait for, and what is promised for it. */
export function HotPathDialog(props: HotPathDialogProps) {
  const { agreement, onClose, onSave } = props;
  const { t } = useTranslationRef(sloTranslationRef);
  const [rows, setRows] = useState(() => draftOf(agreement));
  const [tried, setTried] = useState(false);
  const change = (entityRef: string, changes: Partial<DraftRow>) =>
    setRows(all =>
      all.map(row =>
        row.entityRef === entityRef ? { ...row, ...changes } : row,
      ),
    );
  const { running, error, run } = useAction(async () => {
    setTried(true);
    if (rows.some(({ percent }) => overrideOf(percent) === null)) return;
    await onSave(editOf(rows, agreement));
  });
  return (
    <ActionDialog
      title={t('hotPath.title')}
      width={760}
      isDismissable={false}
      cancel={t('dialog.cancel')}
      submit={t('hotPath.save')}
      failed={t('hotPath.failed')}
      running={running}
      error={error}
      onClose={onClose}
      onSubmit={() => run()}
    >
      <Text as="p">{t('hotPath.means')}</Text>
      {rows.map(row => (
        <fieldset key={row.entityRef} className={styles.row}>
          <legend>
            {row.title}
            <Text as="p" color="secondary" variant="body-small">
              {row.resourceType || row.entityRef}
            </Text>
          </legend>
          <Select
            label={t('hotPath.placing')}
            options={PLACINGS.map(id => ({
              id,
              label:
                id === 'catalog' && row.byCatalog
                  ? t(`hotPath.byCatalog.${row.byCatalog}`)
                  : t(`hotPath.placings.${id}`),
            }))}
            value={row.placing}
            onChange={placing =>
              change(row.entityRef, { placing: placing as Placing })
            }
          />
          <TextField
            inputMode="decimal"
            label={t('hotPath.override')}
            value={row.percent}
            onChange={percent => change(row.entityRef, { percent })}
            validationBehavior="aria"
            validate={() =>
              tried && overrideOf(row.percent) === null
                ? t('hotPath.badOverride')
                : true
            }
          />
        </fieldset>
      ))}
    </ActionDialog>
  );
}
