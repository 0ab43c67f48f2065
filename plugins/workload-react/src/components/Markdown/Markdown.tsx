import { MarkdownContent } from '@backstage/core-components';
import styles from './Markdown.module.css';

/** What somebody wrote as Markdown, in lines that are easy to read. */
export function Markdown({ children }: { children: string }) {
  return <MarkdownContent className={styles.text} content={children} />;
}
