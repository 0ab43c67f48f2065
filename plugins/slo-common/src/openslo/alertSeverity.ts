import { AlertSeverity } from '../alerts/AlertRule';

// OpenSLO leaves the word to its users; these are the usual ones.
const WORDS: Record<AlertSeverity, readonly string[]> = {
  critical: ['critical', 'page', 'sev0', 'sev1', 'p0', 'p1', 'emergency'],
  high: ['high', 'sev2', 'p2', 'error', 'major', 'urgent'],
  medium: ['medium', 'sev3', 'p3', 'warning', 'warn', 'ticket', 'minor'],
  low: ['low', 'sev4', 'sev5', 'p4', 'p5', 'info', 'notice'],
};

/** Every word that {@link alertSeverityOf} knows. */
export const ALERT_SEVERITY_WORDS: readonly string[] = Object.keys(WORDS);

/** Severity of what is written, in any case; `undefined` for a word that is not known. */
export function alertSeverityOf(written: string): AlertSeverity | undefined {
  const word = written.toLocaleLowerCase('en-US').replace(/[^a-z0-9]/g, '');
  return (Object.keys(WORDS) as AlertSeverity[]).find(severity =>
    WORDS[severity].includes(word),
  );
}
