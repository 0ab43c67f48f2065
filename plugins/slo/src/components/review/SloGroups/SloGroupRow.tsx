import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Link } from '@backstage/ui';
import {
  HEALTH_OF_SLO_STATE,
  SLO_STATES,
  SloGroup,
  SloGrouping,
  formatRemaining,
} from '@plumbline/plugin-slo-common';
import { ToneLabel, toneOfHealth } from '@plumbline/plugin-workload-react';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useId } from 'react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { sloTranslationRef } from '../../../translation';
import { AlertLabel } from '../AlertLabel';
import { useSloHref } from '../useSloHref';
import { SloQuery } from '../useSloQuery';
import { GroupSlos } from './GroupSlos';
import styles from './SloGroups.module.css';

/** Props of {@link SloGroupRow}. */
export interface SloGroupRowProps {
  group: SloGroup;
  name: string;
  groupBy: SloGrouping;
  query: SloQuery;
  isOpen: boolean;
  onToggle: () => void;
  onChange: (changes: Partial<SloQuery>) => void;
}

/** One group: how its objectives are, the worst of them, and all of them once it is open. */
export function SloGroupRow(props: SloGroupRowProps) {
  const { group, name, groupBy, query, isOpen, onToggle, onChange } = props;
  const { t } = useTranslationRef(sloPageTranslationRef);
  const content = useId();
  const { leastBudget, alert } = group;
  return (
    <li className={styles.group}>
      <div className={styles.row}>
        <h3 className={styles.name}>
          <Button
            variant="tertiary"
            size="small"
            iconStart={
              isOpen ? (
                <RiArrowDownSLine aria-hidden />
              ) : (
                <RiArrowRightSLine aria-hidden />
              )
            }
            aria-expanded={isOpen}
            aria-controls={isOpen ? content : undefined}
            onPress={onToggle}
          >
            {name}
          </Button>
        </h3>
        <span className={styles.figure}>
          {t('table.count', { count: group.count })}
        </span>
        <States group={group} name={name} />
        <span className={styles.figure} title={t('group.leastMeans')}>
          {leastBudget === null
            ? t('group.noBudget')
            : t('group.least', { budget: formatRemaining(leastBudget) })}
        </span>
        <span className={styles.alert} title={t('group.alertMeans')}>
          {alert && <AlertLabel severity={alert} isNamed />}
        </span>
        <Belonging group={group} name={name} groupBy={groupBy} />
      </div>
      {isOpen && (
        <div
          id={content}
          role="group"
          aria-label={t('group.slosOf', { name })}
          className={styles.content}
        >
          <GroupSlos
            groupBy={groupBy}
            groupRef={group.ref}
            query={query}
            onChange={onChange}
          />
        </div>
      )}
    </li>
  );
}

/** How many are in which state, the most urgent first. */
function States({ group, name }: { group: SloGroup; name: string }) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const { t: tSlo } = useTranslationRef(sloTranslationRef);
  return (
    <ul className={styles.states} aria-label={t('group.states', { name })}>
      {SLO_STATES.filter(state => group.states[state] > 0).map(state => (
        <li key={state}>
          <ToneLabel tone={toneOfHealth(HEALTH_OF_SLO_STATE[state])}>
            {group.states[state]} {tSlo(`states.${state}`)}
          </ToneLabel>
        </li>
      ))}
    </ul>
  );
}

/** Of a workload its owner and its page; of an owner how much it has. */
function Belonging(props: {
  group: SloGroup;
  name: string;
  groupBy: SloGrouping;
}) {
  const { group, name, groupBy } = props;
  const { t } = useTranslationRef(sloPageTranslationRef);
  const hrefOf = useSloHref();
  const pageOf = t('group.pageOf', { name });
  if (groupBy === 'owner') {
    return (
      <span className={styles.belonging}>
        {t('group.workloads', { count: group.workloads })}
        {group.ref && (
          <EntityRefLink entityRef={group.ref} aria-label={pageOf}>
            {t('group.page')}
          </EntityRefLink>
        )}
      </span>
    );
  }
  return (
    <span className={styles.belonging}>
      {group.ownerRef && (
        <EntityRefLink
          entityRef={group.ownerRef}
          defaultKind="group"
          hideIcon
        />
      )}
      {group.ref && (
        <Link href={hrefOf(group.ref)} aria-label={pageOf}>
          {t('group.page')}
        </Link>
      )}
    </span>
  );
}
