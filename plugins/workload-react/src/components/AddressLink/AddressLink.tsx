import { ReactNode } from 'react';
import { Link } from '@backstage/ui';
import { isAddress, isPortalPath } from '@plumbline/plugin-workload-common';

/** Props of {@link AddressLink}. */
export interface AddressLinkProps {
  /** As somebody wrote it in an annotation or a document. */
  address: string;
  children: ReactNode;
  'aria-label'?: string;
}

/**
 * Leads to an address: a page of this portal opens in place, another site in a
 * tab of its own. What is no address is no link.
 */
export function AddressLink(props: AddressLinkProps) {
  const { address, children, 'aria-label': label } = props;
  if (!isAddress(address)) return <>{children}</>;
  return isPortalPath(address) ? (
    <Link aria-label={label} href={address}>
      {children}
    </Link>
  ) : (
    <Link
      aria-label={label}
      href={address}
      rel="noopener noreferrer"
      target="_blank"
    >
      {children}
    </Link>
  );
}
