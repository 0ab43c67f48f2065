import { Button, ButtonLink } from '@backstage/ui';
import { ReactElement, ReactNode } from 'react';

/** Props of {@link FormLink}. */
export interface FormLinkProps {
  href: string;
  isDisabled: boolean;
  /** In full, for those who do not see what it stands beside. */
  label?: string;
  variant?: 'primary' | 'secondary';
  iconStart?: ReactElement;
  children: ReactNode;
}

/** Leads to a form; where it may not be filled in, a button that does nothing. */
export function FormLink(props: FormLinkProps) {
  const { href, isDisabled, label, variant = 'secondary', ...rest } = props;
  const shared = { 'aria-label': label, size: 'small', variant } as const;
  return isDisabled ? (
    <Button {...shared} {...rest} isDisabled />
  ) : (
    <ButtonLink {...shared} {...rest} href={href} />
  );
}
