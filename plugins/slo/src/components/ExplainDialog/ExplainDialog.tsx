import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import {
  FormulaTopic,
  SloStatus,
  formulasAbout,
} from '@plumbline/plugin-slo-common';
import { sloTranslationRef } from '../../translation';
import { Explanation } from '../Explanation/Explanation';
import styles from './ExplainDialog.module.css';

/** Props of {@link ExplainDialog}. */
export interface ExplainDialogProps {
  slo: SloStatus;
  /** The number that is asked about; nothing is open without one. */
  topic: FormulaTopic | undefined;
  onClose: () => void;
}

/** How one number came about: its formulas first, then all that went into them. */
export function ExplainDialog({ slo, topic, onClose }: ExplainDialogProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  if (!topic) return null;
  const formulas = formulasAbout(slo.explanation, topic);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={720}>
      <DialogHeader>
        {t('explain.topicTitle', {
          topic: t(`explain.topics.${topic}`),
          slo: slo.displayName,
        })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <ul className={styles.formulas}>
            {formulas.length > 0 ? (
              formulas.map(formula => <li key={formula}>{formula}</li>)
            ) : (
              <li>{t('explain.noFormula')}</li>
            )}
          </ul>
          <Explanation slo={slo} omitFormulas />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
