import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { SloMember, formatPercent } from '@plumbline/plugin-slo-common';
import { sloTranslationRef } from '../../translation';
import styles from './SloPanel.module.css';
import { sloAnchor } from './sloAnchor';

/** Props of {@link MemberTable}. */
export interface MemberTableProps {
  /** Says whose members these are. */
  label: string;
  members: SloMember[];
}

/** The members of a composite: what each gave, and how much it weighs. */
export function MemberTable({ label, members }: MemberTableProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  return (
    <table aria-label={label} className={styles.members}>
      <thead>
        <tr>
          <th scope="col">{t('members.name')}</th>
          <th scope="col">{t('members.weight')}</th>
          <th scope="col">{t('figures.compliance')}</th>
        </tr>
      </thead>
      <tbody>
        {members.map(({ id, displayName, weight, compliance }) => (
          <tr key={id}>
            <th scope="row">
              <Link href={`#${sloAnchor(id)}`}>{displayName}</Link>
            </th>
            <td>{weight}</td>
            <td>
              {compliance === null
                ? t('members.leftOut')
                : formatPercent(compliance)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
