import { LOCK_FILE } from './lock';

/** Names of the Terraform files, the same for every stamp. */
export const TERRAFORM_FILES = [
  'data-lake.tf',
  'key-vault.tf',
  'main.tf',
  'monitoring.tf',
  'network.tf',
  'outputs.tf',
  'variables.tf',
  'versions.tf',
  'web-app.tf',
] as const;

/** Name of the only Terraform file that differs from stamp to stamp: data, no code. */
export const TERRAFORM_DATA_FILE = 'stamp.auto.tfvars.json';

/** Paths of every file of a rendered stamp, below its folder, sorted. */
export const STAMP_FILES: readonly string[] = [
  'catalog-info.yaml',
  LOCK_FILE,
  ...[...TERRAFORM_FILES, TERRAFORM_DATA_FILE].map(name => `terraform/${name}`),
].sort();
