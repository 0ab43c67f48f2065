import type { FileCheck, FileFinding } from './FileCheck';

/** A file of data must be JSON. */
export const checkJson: FileCheck = ({ content }) => jsonProblems(content);

/** What keeps a text from being JSON. */
export function jsonProblems(content: string): FileFinding[] {
  try {
    JSON.parse(content);
    return [];
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message);
    return [
      {
        ...(position && { line: lineAt(content, Number(position[1])) }),
        message: `Not JSON: ${message.split('\n')[0]}`,
      },
    ];
  }
}

function lineAt(content: string, offset: number): number {
  return content.slice(0, offset).split('\n').length;
}
