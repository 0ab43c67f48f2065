import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Radio, RadioGroup, Text } from '@backstage/ui';
import { ManySelect, useRead, useSame } from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { useFilterOptions } from '../ReviewFilters/useFilterOptions';
import styles from './CampaignForm.module.css';
import { DraftFieldsProps } from './DraftFieldsProps';
import { FieldProblem } from './FieldProblem';
import { WorkloadChooser } from './WorkloadChooser';
import { CampaignDraft } from './campaignDraft';

/** Which workloads are asked, and how many that are. */
export function ScopeFields(props: DraftFieldsProps & { top: number }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { draft, problems, top, onChange } = props;
  const options = useFilterOptions(draft.modelId);
  return (
    <Flex direction="column" gap="3">
      <RadioGroup
        label={t('form.scope')}
        orientation="horizontal"
        value={draft.scope}
        onChange={scope => onChange({ scope: scope as typeof draft.scope })}
      >
        <Radio value="filter">{t('form.scopeFilter')}</Radio>
        <Radio value="chosen">{t('form.scopeChosen')}</Radio>
      </RadioGroup>
      {draft.scope === 'filter' ? (
        <>
          <div className={styles.row}>
            <ManySelect
              placeholder={t('filter.any')}
              label={t('filter.owner')}
              options={options.owners}
              value={draft.owners}
              onChange={owners => onChange({ owners })}
            />
            <ManySelect
              placeholder={t('filter.any')}
              label={t('filter.domain')}
              options={options.domains}
              value={draft.domains}
              onChange={domains => onChange({ domains })}
            />
            <ManySelect
              placeholder={t('filter.any')}
              label={t('filter.lifecycle')}
              options={options.lifecycles}
              value={draft.lifecycles}
              onChange={lifecycles => onChange({ lifecycles })}
            />
          </div>
          <ScopeCount draft={draft} top={top} />
        </>
      ) : (
        <>
          <WorkloadChooser
            modelId={draft.modelId}
            chosen={draft.workloads}
            onChange={workloads => onChange({ workloads })}
          />
          {problems.includes('workloads') && (
            <FieldProblem>{t('form.workloadsProblem')}</FieldProblem>
          )}
        </>
      )}
    </Flex>
  );
}

/** How many workloads the filter lets through, and how many are at the level already. */
function ScopeCount({ draft, top }: { draft: CampaignDraft; top: number }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const { modelId, owners, domains, lifecycles, goal, pillarId, level } = draft;
  const scope = useSame({ modelId, owners, domains, lifecycles });
  const { value, error } = useRead(async () => {
    const one = { limit: 1, offset: 0 };
    const reached = Array.from(
      { length: Math.max(0, top - level + 1) },
      (_, index) => level + index,
    );
    const [all, there] = await Promise.all([
      api.getPortfolio(scope, one),
      goal === 'level' && reached.length > 0
        ? api.getPortfolio({ ...scope, pillarId, levels: reached }, one)
        : undefined,
    ]);
    return { total: all.total, there: there?.total };
  }, [api, scope, goal, pillarId, level, top]);
  return (
    <Text as="p" role="status" color={error ? 'danger' : 'secondary'}>
      {error && t('form.countFailed')}
      {value && t('form.count', { count: value.total })}
      {value?.there !== undefined &&
        ` ${t('form.countThere', { there: String(value.there) })}`}
    </Text>
  );
}
