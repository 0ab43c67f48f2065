import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import {
  toneOfState,
  useStateInWords,
} from '../CredentialState/CredentialState';
import { KIND_WORDS } from '../CredentialState/kindWord';
import { HowToRotate } from '../CredentialTable/HowToRotate';
import styles from './ExpiryTimeline.module.css';
import { TimelineItem } from './timeline';

/** From here on the words stand before the mark, where there is room. */
const RIGHT_PART_PERCENT = 50;

/** Props of {@link TimelineRow}. */
export interface TimelineRowProps {
  item: TimelineItem;
  /** Where its details are. */
  href: string;
  compact?: boolean;
}

/** One credential on the timeline: what and whose it is, when it expires, and how to renew it. */
export function TimelineRow({ item, href, compact }: TimelineRowProps) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const describe = useStateInWords();
  const { credential, left } = item;
  const { acknowledgement, entityRef, kind, placeCount } = credential;
  const [state, why] = describe(credential);
  const isRight = left > RIGHT_PART_PERCENT;
  return (
    <li className={styles.item}>
      <div className={styles.what}>
        <div className={styles.name}>
          <Link
            href={href}
            title={t(KIND_WORDS[kind])}
            variant={compact ? 'body-small' : 'body-medium'}
          >
            {credential.name}
          </Link>
        </div>
        {!compact && (
          <div className={styles.rest}>
            {t(KIND_WORDS[kind])}
            {entityRef && (
              <>
                {' '}
                {t('timeline.in')}{' '}
                <EntityDisplayName
                  entityRef={entityRef}
                  disableTooltip
                  hideIcon
                />
              </>
            )}
            {placeCount > 1 && ` ${t('place.more', { count: placeCount - 1 })}`}
            {', '}
            <Owner ownerRef={credential.responsibleRef} />
          </div>
        )}
      </div>
      <div className={styles.track}>
        <span
          className={styles.marker}
          data-side={isRight ? 'before' : 'after'}
          style={isRight ? { right: `${100 - left}%` } : { left: `${left}%` }}
        >
          <ToneLabel tone={toneOfState(credential)} title={why}>
            <When at={credential.expires} inDays />
            <span className={styles.remark}>
              {[
                '',
                state,
                // Who dealt with it knows, and there is little room.
                !compact &&
                  !acknowledgement &&
                  credential.rotation === 'manual' &&
                  t('rotation.manual'),
                acknowledgement && t('acknowledged.word'),
              ]
                .filter(word => typeof word === 'string')
                .join(' · ')}
            </span>
          </ToneLabel>
        </span>
      </div>
      {!compact && <HowToRotate credential={credential} />}
    </li>
  );
}

function Owner({ ownerRef }: { ownerRef?: string }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  if (!ownerRef) return <>{t('panel.nobody')}</>;
  return (
    <EntityDisplayName
      entityRef={ownerRef}
      defaultKind="group"
      disableTooltip
      hideIcon
    />
  );
}
