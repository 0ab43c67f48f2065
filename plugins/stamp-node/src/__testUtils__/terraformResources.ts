import { parse } from '@cdktf/hcl2json';

/** A resource that Terraform code declares. */
export interface TerraformResource {
  name: string;
  type: string;
  isLoop: boolean;
  body: Record<string, any>;
}

/** What a folder of Terraform code declares. */
export interface TerraformFolder {
  resources: TerraformResource[];
  /** Names of variables, and whether they have a default. */
  variables: Map<string, { hasDefault: boolean }>;
  outputs: string[];
}

/** @throws Error when a file is no HCL. */
export async function readTerraform(
  files: readonly { path: string; content: string }[],
): Promise<TerraformFolder> {
  const folder: TerraformFolder = {
    resources: [],
    variables: new Map(),
    outputs: [],
  };
  for (const { path, content } of files) {
    if (!path.endsWith('.tf')) continue;
    const json: Record<string, any> = await parse(path, content);
    for (const [type, byName] of Object.entries(json.resource ?? {})) {
      for (const [name, [body]] of Object.entries<any>(byName as object)) {
        folder.resources.push({
          name,
          type,
          isLoop: 'for_each' in body,
          body,
        });
      }
    }
    for (const [name, [body]] of Object.entries<any>(json.variable ?? {})) {
      folder.variables.set(name, { hasDefault: 'default' in body });
    }
    folder.outputs.push(...Object.keys(json.output ?? {}));
  }
  return folder;
}
