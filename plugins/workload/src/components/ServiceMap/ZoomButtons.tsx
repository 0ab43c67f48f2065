import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonIcon } from '@backstage/ui';
import { RiAddLine, RiFullscreenLine, RiSubtractLine } from '@remixicon/react';
import { Panel, useReactFlow } from '@xyflow/react';
import styles from './ServiceMap.module.css';
import { serviceMapTranslationRef } from './translation';

/** Closer, farther, and all of it. */
export function ZoomButtons({ onFit }: { onFit: () => void }) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <Panel position="bottom-left">
      <div className={styles.zoom} role="group" aria-label={t('graph.zoom')}>
        <ButtonIcon
          size="small"
          variant="secondary"
          aria-label={t('graph.zoomIn')}
          icon={<RiAddLine aria-hidden />}
          onPress={() => zoomIn()}
        />
        <ButtonIcon
          size="small"
          variant="secondary"
          aria-label={t('graph.zoomOut')}
          icon={<RiSubtractLine aria-hidden />}
          onPress={() => zoomOut()}
        />
        <ButtonIcon
          size="small"
          variant="secondary"
          aria-label={t('graph.fit')}
          icon={<RiFullscreenLine aria-hidden />}
          onPress={onFit}
        />
      </div>
    </Panel>
  );
}
