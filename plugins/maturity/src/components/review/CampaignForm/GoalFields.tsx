import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Radio, RadioGroup, Select } from '@backstage/ui';
import { ManySelect } from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { ModelInForce, titleOf } from '../ModelsInForce/ModelsInForce';
import { ModelShape } from '../ModelsInForce/useModelShape';
import styles from './CampaignForm.module.css';
import { DraftFieldsProps } from './DraftFieldsProps';
import { FieldProblem } from './FieldProblem';

const OVERALL = 'overall';

/** What the workloads shall reach. */
export function GoalFields(
  props: DraftFieldsProps & {
    models: ModelInForce[];
    shape: ModelShape | undefined;
  },
) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { models, shape, draft, problems, onChange } = props;
  return (
    <Flex direction="column" gap="3">
      <div className={styles.row}>
        <Select
          label={t('filter.model')}
          options={models.map(model => ({
            id: model.modelId,
            label: titleOf(model),
          }))}
          value={draft.modelId}
          onChange={key =>
            onChange({
              modelId: String(key),
              pillarId: undefined,
              level: 1,
              strategyIds: [],
            })
          }
        />
        <RadioGroup
          label={t('form.goal')}
          orientation="horizontal"
          value={draft.goal}
          onChange={goal => onChange({ goal: goal as typeof draft.goal })}
        >
          <Radio value="level">{t('form.goalLevel')}</Radio>
          <Radio value="strategies">{t('form.goalStrategies')}</Radio>
        </RadioGroup>
      </div>
      {draft.goal === 'level' ? (
        <div className={styles.row}>
          <Select
            label={t('form.level')}
            options={Array.from({ length: shape?.top ?? 5 }, (_, index) => ({
              id: String(index + 1),
              label: t('level.word', { level: String(index + 1) }),
            }))}
            value={String(draft.level)}
            onChange={key => onChange({ level: Number(key) })}
          />
          <Select
            label={t('form.pillar')}
            options={[
              { id: OVERALL, label: t('filter.overall') },
              ...(shape?.pillars ?? []).map(({ id, title }) => ({
                id,
                label: title,
              })),
            ]}
            value={draft.pillarId ?? OVERALL}
            onChange={key =>
              onChange({ pillarId: key === OVERALL ? undefined : String(key) })
            }
          />
        </div>
      ) : (
        <>
          <ManySelect
            placeholder={t('filter.any')}
            label={t('form.strategies')}
            options={(shape?.strategies ?? []).map(
              ({ id, title, pillarId, level }) => ({
                id,
                label: t('form.strategyOption', {
                  title,
                  level: String(level),
                  pillar:
                    shape?.pillars.find(pillar => pillar.id === pillarId)
                      ?.title ?? pillarId,
                }),
              }),
            )}
            value={draft.strategyIds}
            onChange={(strategyIds = []) => onChange({ strategyIds })}
          />
          {problems.includes('strategyIds') && (
            <FieldProblem>{t('form.strategyProblem')}</FieldProblem>
          )}
        </>
      )}
    </Flex>
  );
}
