import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, Text } from '@backstage/ui';
import {
  FamilyStatus,
  SUMMARY_FAMILIES,
  Tile,
  TileId,
  WorkloadOverview,
} from '@plumbline/plugin-workload-common';
import { Sparkline, ToneLabel } from '@plumbline/plugin-workload-react';
import { workloadTranslationRef } from '../../translation';
import { useEntityHref } from '../useEntityHref';
import styles from './WorkloadOverview.module.css';

const ORDER: TileId[] = ['health', ...SUMMARY_FAMILIES, 'stamps'];

/** The five tiles that open a workload's page. */
export function Tiles({ overview }: { overview: WorkloadOverview }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const absent = (status: FamilyStatus | undefined): Tile => ({
    tone: 'unknown',
    headline:
      status?.installed === false
        ? t('family.notInstalled')
        : t('family.noDataYet'),
  });
  return (
    <ul className={styles.tiles} aria-label={t('overview.tiles')}>
      {ORDER.map(id => (
        <li key={id}>
          <TileCard
            id={id}
            workloadRef={overview.workload.ref}
            tile={
              overview.tiles.find(each => each.id === id) ??
              absent(overview.families.find(each => each.family === id))
            }
          />
        </li>
      ))}
    </ul>
  );
}

function TileCard(props: { id: TileId; tile: Tile; workloadRef: string }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const hrefOf = useEntityHref();
  const { tone, headline, detail, trend, tab } = props.tile;
  const title = t(`overview.tile.${props.id}`);
  const body = (
    <CardBody className={styles.tileBody}>
      <Text variant="body-small" color="secondary">
        {title}
      </Text>
      <span className={styles.headline}>
        <ToneLabel tone={tone}>{headline}</ToneLabel>
      </span>
      {detail && (
        <Text variant="body-small" color="secondary">
          {detail}
        </Text>
      )}
      {trend && (
        <Sparkline values={trend} label={t('overview.trend', { title })} />
      )}
    </CardBody>
  );
  if (!tab) return <Card className={styles.tile}>{body}</Card>;
  return (
    <Card
      className={styles.tile}
      href={hrefOf(props.workloadRef, tab)}
      label={t('overview.open', { title, headline })}
    >
      {body}
    </Card>
  );
}
