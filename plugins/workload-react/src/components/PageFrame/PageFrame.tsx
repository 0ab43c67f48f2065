import { Container } from '@backstage/ui';
import { ComponentType, ReactNode } from 'react';
import styles from './PageFrame.module.css';

/** Props of a frame. */
export interface PageFrameProps {
  children: ReactNode;
}

/** Holds one sub page: its width, and tabs above it that wrap on a narrow screen. */
export function PageFrame({ children }: PageFrameProps) {
  return (
    <main className={styles.page}>
      <Container pb="6">{children}</Container>
    </main>
  );
}

/**
 * What the `loader` of a sub page gives: the sub page in its frame. It loads on
 * its own, only when it is opened.
 *
 * @param loadFrame - of a page whose frame holds more than {@link PageFrame}.
 */
export async function framed(
  load: () => Promise<ComponentType>,
  loadFrame?: () => Promise<ComponentType<PageFrameProps>>,
) {
  const [Content, Frame = PageFrame] = await Promise.all([
    load(),
    loadFrame?.(),
  ]);
  return (
    <Frame>
      <Content />
    </Frame>
  );
}
