import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Flex,
  Text,
} from '@backstage/ui';
import { PlanAnswer, PlanEstate } from '@plumbline/plugin-stamp-common';
import { AddressLink, Heading } from '@plumbline/plugin-workload-react';
import { planTranslationRef } from '../../translation';
import { PlanFacts } from '../PlanFacts/PlanFacts';
import { PlanNames } from '../PlanFacts/PlanNames';
import { PlanFiles } from '../PlanFiles/PlanFiles';
import { PlanNotes } from './PlanNotes';
import { PlanViolations } from './PlanViolations';

/** Props of {@link PlanView}. */
export interface PlanViewProps {
  answer: PlanAnswer;
  /** Of its headings in the outline of the page; 4 when absent. */
  level?: 3 | 4;
}

/** What would be done, before anything is: facts, what to know, names and files; or everything that stands against it. */
export function PlanView({ answer, level = 4 }: PlanViewProps) {
  const { t } = useTranslationRef(planTranslationRef);
  if (!answer.plan) return <PlanViolations violations={answer.violations} />;
  const { plan, title, estate, files, notes, pullRequest } = answer;
  return (
    <Flex direction="column" gap="4">
      <Flex direction="column" gap="1">
        <Heading level={level}>{title}</Heading>
        <Text color="secondary">{t(`plan.what.${plan.kind}`)}</Text>
      </Flex>
      {pullRequest && (
        <Alert
          status="info"
          icon
          title={t('plan.askedFor')}
          description={
            <>
              {t('plan.askedForDescription')}{' '}
              <AddressLink address={pullRequest.url}>
                {t('plan.pullRequest', { label: pullRequest.label })}
              </AddressLink>
            </>
          }
        />
      )}
      <PlanNotes notes={notes} />
      <PlanFacts plan={plan} />
      <Accordion>
        <AccordionTrigger title={t('names.label')} />
        <AccordionPanel>
          <PlanNames plan={plan} />
        </AccordionPanel>
      </Accordion>
      <section aria-label={t('files.label')}>
        <Flex direction="column" gap="2">
          <Heading level={level}>{t('files.label')}</Heading>
          <Whither estate={estate} />
          <PlanFiles files={files} />
        </Flex>
      </section>
    </Flex>
  );
}

/** What happens to the files: proposed for review, written at once, or nothing. */
function Whither({ estate }: { estate?: PlanEstate }) {
  const { t } = useTranslationRef(planTranslationRef);
  const { place, branch } = estate ?? {};
  let words = <>{t('files.nowhere')}</>;
  if (branch) {
    words = (
      <>
        {t('files.branch')} <code>{branch}</code> {t('files.branchOf')}{' '}
        <code>{place}</code>
      </>
    );
  } else if (place) {
    words = (
      <>
        {t('files.folder')} <code>{place}</code>. {t('files.folderCounts')}
      </>
    );
  }
  return (
    <Text as="p" variant="body-small" color="secondary">
      {words}
    </Text>
  );
}
