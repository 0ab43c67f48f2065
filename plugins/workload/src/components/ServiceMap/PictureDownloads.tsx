import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { WorkloadMap } from '@plumbline/plugin-workload-common';
import { DownloadButton } from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import styles from './ServiceMap.module.css';
import { serviceMapTranslationRef } from './translation';
import { useFlowWords } from './useFlowWords';
import { MapScene } from './useScene';

/** The map as it is drawn now, as a file. */
export function PictureDownloads(props: { map: WorkloadMap; scene: MapScene }) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { map, scene } = props;
  const words = useFlowWords(map);
  const root = map.nodes.find(node => node.entityRef === map.workloadRef);
  const download = async (kind: 'svg' | 'png') => {
    const { svgFile, pngFile } = await import('./picture');
    const caption = t('export.caption', {
      name: root?.title ?? map.workloadRef,
      when: DateTime.fromISO(map.at ?? DateTime.utc().toISO()).toLocaleString(
        DateTime.DATETIME_FULL,
      ),
    });
    const picture = { scene, words, label: caption, caption };
    return kind === 'svg' ? svgFile(picture) : pngFile(picture);
  };
  return (
    <div
      className={styles.downloads}
      role="group"
      aria-label={t('export.label')}
    >
      {(['svg', 'png'] as const).map(kind => (
        <DownloadButton
          key={kind}
          label={t(`export.${kind}`)}
          failed={t('export.failed')}
          fileName={fileName(map, kind)}
          download={() => download(kind)}
        />
      ))}
    </div>
  );
}

function fileName({ workloadRef, at }: WorkloadMap, kind: string): string {
  const name = workloadRef.split('/').at(-1);
  const when = at ? `-${at.slice(0, 16).replace(':', '')}` : '';
  return `${name}-service-map${when}.${kind}`;
}
