import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TERRAFORM_FILES } from '@plumbline/plugin-stamp-common';
import { StampFile } from './renderStamp';

/** Where this package keeps the Terraform code of a stamp. */
export function terraformDirectory(): string {
  return resolvePackagePath(
    '@plumbline/plugin-scaffolder-backend-module-stamp',
    'terraform',
  );
}

/** The static Terraform files that every stamp gets. */
export async function readTerraformFiles(): Promise<StampFile[]> {
  const directory = terraformDirectory();
  return Promise.all(
    TERRAFORM_FILES.map(async path => ({
      path,
      content: await readFile(join(directory, path), 'utf8'),
    })),
  );
}
