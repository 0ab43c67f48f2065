import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { When } from '@plumbline/plugin-workload-react';
import styles from './ServiceMap.module.css';
import { LineKind } from './layout/lines';
import { MapLayer } from './mapLayers';
import { serviceMapTranslationRef } from './translation';

const LINES: [MapLayer, LineKind][] = [
  ['dependencies', 'depends-on'],
  ['telemetry', 'telemetry'],
  ['containment', 'contains'],
];

/** What the lines mean, and how old the map is. */
export function MapLegend(props: {
  layers: MapLayer[];
  /** ISO 8601, when the catalog was last read. */
  asOf: string;
}) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { layers, asOf } = props;
  return (
    <div className={styles.legend}>
      <ul className={styles.legend} aria-label={t('legend.label')}>
        {LINES.filter(([layer]) => layers.includes(layer)).map(
          ([layer, kind]) => (
            <li key={layer}>
              <span
                aria-hidden
                className={styles.legendLine}
                data-kind={kind}
              />
              {t(`legend.${kind}`)}
            </li>
          ),
        )}
        <li>
          <span aria-hidden className={styles.legendLine} data-kind="ill" />
          {t('legend.ill')}
        </li>
      </ul>
      <span>
        {t('asOf')} <When at={asOf} />
      </span>
    </div>
  );
}
