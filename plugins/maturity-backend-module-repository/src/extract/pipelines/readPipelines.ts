import { SourceFile, extension } from '../SourceFile';
import { isAzurePipeline, readAzurePipeline } from './azureDevOps';
import { isGithubWorkflow, readGithubWorkflow } from './githubActions';
import { isGitlabPipeline, readGitlabPipeline } from './gitLab';
import { Pipeline } from './Pipeline';

/**
 * The pipelines among the files.
 *
 * @param yaml - documents of the YAML files by path.
 */
export function readPipelines(
  files: SourceFile[],
  yaml: ReadonlyMap<string, unknown[]>,
): Pipeline[] {
  const scripts = new Map<string, string>();
  for (const { path, text } of files) {
    if (text !== undefined && ['sh', 'ps1'].includes(extension(path))) {
      // Commands are compared in lower case.
      scripts.set(path, text);
      scripts.set(path.toLocaleLowerCase('en-US'), text);
    }
  }
  return [...yaml].flatMap(([path, documents]): Pipeline[] => {
    if (isGithubWorkflow(path)) {
      return asList(readGithubWorkflow(path, documents[0], scripts));
    }
    if (isGitlabPipeline(path)) {
      // The first document can be the inputs of a component.
      return asList(readGitlabPipeline(path, documents.at(-1), scripts));
    }
    return documents.length === 1 &&
      !path.startsWith('.github/') &&
      isAzurePipeline(documents[0])
      ? [readAzurePipeline(path, documents[0], scripts)]
      : [];
  });
}

function asList(pipeline: Pipeline | undefined): Pipeline[] {
  return pipeline ? [pipeline] : [];
}
