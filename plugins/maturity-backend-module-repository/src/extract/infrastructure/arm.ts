import { listOf, objectOf, textOf } from '../syntax/plain';
import {
  DeclaredResource,
  azureType,
  flatten,
  settingsOf,
} from './DeclaredResource';

const MAX_DEPTH = 8;

/** Whether a JSON document is a template of Azure Resource Manager. */
export function isArmTemplate(document: unknown): boolean {
  return /deploymenttemplate\.json/i.test(textOf(objectOf(document).$schema));
}

/** The resources of a template, those of nested templates and child resources too. */
export function readArmTemplate(
  path: string,
  document: unknown,
): DeclaredResource[] {
  const template = objectOf(document);
  const defaults = new Map(
    Object.entries(objectOf(template.parameters)).map(([name, parameter]) => [
      `[parameters('${name}')]`,
      objectOf(parameter).defaultValue,
    ]),
  );
  const resources: DeclaredResource[] = [];
  const visit = (list: unknown, parentType: string, depth: number) => {
    if (depth > MAX_DEPTH) return;
    const items = Array.isArray(list) ? list : Object.values(objectOf(list));
    for (const item of items) {
      const resource = objectOf(item);
      const written = textOf(resource.type);
      if (written === '' || resource.existing === true) continue;
      const type =
        parentType === '' || /^microsoft\./i.test(written)
          ? azureType(written)
          : `${parentType}/${azureType(written)}`;
      const { resources: children, ...own } = resource;
      const nestedTemplate = objectOf(objectOf(own.properties).template);
      const isDeployment =
        type === azureType('Microsoft.Resources/deployments');
      if (!isDeployment) {
        resources.push({
          path,
          type,
          address: written,
          settings: flatten(settingsOf(own), text =>
            defaults.has(text)
              ? settingsOf({ value: defaults.get(text) })[0]
              : undefined,
          ),
        });
      }
      visit(children, type, depth + 1);
      if (isDeployment) visit(nestedTemplate.resources, '', depth + 1);
    }
  };
  visit(
    Array.isArray(template.resources)
      ? listOf(template.resources)
      : template.resources,
    '',
    0,
  );
  return resources;
}
