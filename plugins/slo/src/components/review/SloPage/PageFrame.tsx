import { Container } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './PageFrame.module.css';

/** Holds one sub page. */
export function PageFrame({ children }: { children: ReactNode }) {
  return (
    <main className={styles.page}>
      <Container pb="6">{children}</Container>
    </main>
  );
}
