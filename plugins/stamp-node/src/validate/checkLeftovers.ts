import type { FileCheck } from './FileCheck';

/**
 * Templates of the portal leave an expression that they cannot render as it is,
 * without a word. Pipelines have expressions of their own that look the same.
 */
export const checkLeftovers: FileCheck = ({ content }) =>
  content.split('\n').flatMap((text, index) =>
    text.includes('${{')
      ? [
          {
            line: index + 1,
            message: 'Holds ${{, as a template leaves it that was not rendered',
          },
        ]
      : [],
  );
