import type { FileCheck } from './FileCheck';
import { bicepErrors, parseBicep } from './bicepSyntax';

/** Bicep code must have the syntax of Bicep; nothing else of it is checked. */
export const checkBicep: FileCheck = async ({ content }) => {
  const tree = await parseBicep(content);
  const findings = bicepErrors(tree.rootNode).map(({ line, text }) => ({
    line,
    message: `Not Bicep: ${text}`,
  }));
  tree.delete();
  return findings;
};
