import { parseOpenSlo, validateOpenSlo } from '@plumbline/plugin-slo-common';
import type { FileCheck } from './FileCheck';

/** Service levels must be OpenSLO as the SLO family reads it; warnings are left to it. */
export const checkObjectives: FileCheck = ({ path, content }) =>
  validateOpenSlo([parseOpenSlo(path, content)])
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ line, message }) => ({ line, message }));
